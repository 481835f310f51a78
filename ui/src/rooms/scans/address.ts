import { useNavigate, useSearch } from "@tanstack/react-router";
import { useEffect } from "react";

import type { FindingChange, FindingScope, FindingSort } from "@/contract";
import { newStore } from "@/parts/store";

/** What stands in an address instead of a report: all of them. */
export const ALL = "all";

export const VIEWS = [
  "findings",
  "package",
  "vulnerability",
  "image",
  "layer",
  "whose",
  "compare",
  "trend",
  "decisions",
] as const;
export type View = (typeof VIEWS)[number];

const CHANGES: FindingChange[] = ["new", "fixed", "unchanged", "severity_changed", "fix_changed"];

export const SORTS: FindingSort[] = [
  "severity",
  "vulnerability",
  "package",
  "installed",
  "fixed",
  "epss",
  "kev",
  "exploited",
  "score",
  "layer",
  "origin",
  "first_seen",
  "status",
  "image",
  "path",
  "package_manager",
  "scanner",
];

export interface Order {
  by: FindingSort;
  descending: boolean;
}

/** All that a link says of what is on screen, besides the report. */
export interface Address {
  view: View;
  query: string;
  order: Order;
  /** The finding beside the list. */
  finding: string | null;
  /** The report to compare with, and which of the changes. */
  before: string | null;
  show: FindingChange | null;
}

export interface Search {
  as?: string;
  q?: string;
  sort?: string;
  finding?: string;
  before?: string;
  show?: string;
}

const WORST_FIRST: Order = { by: "severity", descending: true };

const text = (value: unknown): string =>
  typeof value === "string" || typeof value === "number" ? String(value) : "";

/** An address from what a link says; what makes no sense there is as if it were not there. */
export function readAddress(search: Record<string, unknown>): Address {
  const sort = text(search["sort"]);
  const by = SORTS.find((known) => known === sort.replace(/^-/, ""));
  return {
    view: VIEWS.find((known) => known === search["as"]) ?? "findings",
    query: text(search["q"]),
    order: by ? { by, descending: sort.startsWith("-") } : WORST_FIRST,
    finding: text(search["finding"]) || null,
    before: text(search["before"]) || null,
    show: CHANGES.find((known) => known === search["show"]) ?? null,
  };
}

/** The other way round; what is as usual is left out. */
export function writeAddress(address: Address): Search {
  const { view, query, order, finding, before, show } = address;
  const usual = order.by === WORST_FIRST.by && order.descending;
  return {
    ...(view === "findings" ? {} : { as: view }),
    ...(query.trim() === "" ? {} : { q: query }),
    ...(usual ? {} : { sort: `${order.descending ? "-" : ""}${order.by}` }),
    ...(finding === null ? {} : { finding }),
    ...(before === null ? {} : { before }),
    ...(show === null ? {} : { show }),
  };
}

/** How each report was last looked at, so that coming back from the list finds it as it was left. */
const left = newStore<Readonly<Record<string, Search>>>({});

export const lastSearch = (report: string): Search => left.get()[report] ?? {};

export interface Change extends Partial<Address> {
  /** Takes the place of the address before, which Back then skips: for what follows typing. */
  replace?: boolean;
}

/** The address on screen, and the way to change parts of it. Changes at the same moment add up. */
export function useAddress(report: string): [Address, (change: Change) => void] {
  const navigate = useNavigate();
  const search = useSearch({ strict: false }) as Record<string, unknown>;
  const change = ({ replace, ...part }: Change) =>
    void navigate({
      to: "/scans/$report",
      params: { report },
      search: (before: Record<string, unknown>) => writeAddress({ ...readAddress(before), ...part }),
      replace: replace ?? false,
    });
  return [readAddress(search), change];
}

/** Remembers how a report is looked at for as long as the program runs. */
export function useLeaveMark(report: string, address: Address): void {
  const search = JSON.stringify(writeAddress(address));
  useEffect(() => {
    left.set((before) => ({ ...before, [report]: JSON.parse(search) as Search }));
  }, [report, search]);
}

/** The findings that an address is about. */
export function scopeOf(report: string, query: string): FindingScope {
  return { reports: report === ALL ? [] : [report], query: query.trim() };
}

/** The order a press on a column's title asks for: what is worst or newest comes first at once. */
export function nextOrder(order: Order, by: FindingSort): Order {
  if (order.by === by) return { by, descending: !order.descending };
  return { by, descending: WORST.includes(by) };
}

const WORST: FindingSort[] = ["severity", "epss", "kev", "exploited", "score", "first_seen"];
