import type { FindingFilter, FindingLayer, FindingSort } from "@/contract";
import { newStore, useStore } from "@/parts/store";

import { severityWord } from "./severities";

/** What the findings of a report are narrowed to; the report itself apart. */
export type Filter = Omit<FindingFilter, "report" | "text"> & { text: string };

export const EVERYTHING: Filter = { severity: [], fix: null, exploited: null, layer: null, text: "" };

export interface View {
  filter: Filter;
  sort: FindingSort;
  descending: boolean;
  /** The finding shown beside the list. */
  chosen: string | null;
}

const WORST_FIRST: View = { filter: EVERYTHING, sort: "severity", descending: true, chosen: null };

const views = newStore<Readonly<Record<string, View>>>({});

/** How a report is looked at, kept while the program runs, so that coming back finds it as it was left. */
export function useView(report: string): [View, (change: Partial<View>) => void] {
  const view = useStore(views)[report] ?? WORST_FIRST;
  const change = (part: Partial<View>) =>
    views.set((before) => ({ ...before, [report]: { ...(before[report] ?? WORST_FIRST), ...part } }));
  return [view, change];
}

/** The filter as the workbench takes it. */
export function asked(report: string, filter: Filter): FindingFilter {
  const text = filter.text.trim();
  return { ...filter, report, text: text === "" ? null : text };
}

/** Adds `severity`, or takes it out when it is there. */
export function withSeverity(filter: Filter, severity: string): Filter {
  const others = filter.severity.filter((one) => one !== severity);
  return { ...filter, severity: others.length < filter.severity.length ? others : [...others, severity] };
}

/** Sets `key` to `value`, or to nothing when it has that value. */
export function withChoice<K extends "fix" | "exploited" | "layer">(
  filter: Filter,
  key: K,
  value: Filter[K],
): Filter {
  return { ...filter, [key]: filter[key] === value ? null : value };
}

export const LAYER_WORDS: Record<FindingLayer, string> = {
  golden: "Golden",
  overlay: "Overlay",
  unknown: "Layer not known",
};

export interface Chip {
  label: string;
  /** The filter without this. */
  rest: Filter;
}

/** Every condition that holds, each with the way to drop it. */
export function chipsOf(filter: Filter): Chip[] {
  const chips: Chip[] = filter.severity.map((severity) => ({
    label: severityWord(severity),
    rest: withSeverity(filter, severity),
  }));
  if (filter.fix !== null) {
    chips.push({ label: filter.fix ? "Fix available" : "No fix", rest: { ...filter, fix: null } });
  }
  if (filter.exploited !== null) {
    chips.push({
      label: filter.exploited ? "Exploited" : "Not exploited",
      rest: { ...filter, exploited: null },
    });
  }
  if (filter.layer !== null) {
    chips.push({ label: LAYER_WORDS[filter.layer], rest: { ...filter, layer: null } });
  }
  if (filter.text.trim() !== "") {
    chips.push({ label: `“${filter.text.trim()}”`, rest: { ...filter, text: "" } });
  }
  return chips;
}

/** The order a press on a column's title asks for: what is worst or newest comes first at once. */
export function sorted(view: View, by: FindingSort): Pick<View, "sort" | "descending"> {
  if (view.sort === by) return { sort: by, descending: !view.descending };
  return { sort: by, descending: by === "severity" || by === "epss" || by === "first_seen" };
}
