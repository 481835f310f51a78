import type { GroupBy, SavedView } from "@/contract";

import type { Address, Change, View } from "../address";

const GROUPS: GroupBy[] = ["package", "vulnerability", "image", "layer"];

/** The grouping of a view, where it is one that groups. */
export const groupOf = (view: View): GroupBy | null => GROUPS.find((group) => group === view) ?? null;

/** What is on screen, under a name. */
export function savedView(name: string, address: Address, columns: string[]): SavedView {
  return {
    name,
    query: address.query.trim(),
    group: groupOf(address.view),
    sort: address.order.by,
    descending: address.order.descending,
    columns,
  };
}

/** The other way round. */
export function appliedView(view: SavedView): Change {
  return {
    view: view.group ?? "findings",
    query: view.query,
    order: { by: view.sort, descending: view.descending },
    finding: null,
  };
}
