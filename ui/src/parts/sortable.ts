import { gathered } from "./block";
import { gapAt, type Span } from "./drag";

// Where the rows of a sortable list lie, and where they go while some are in the hand of the pointer.

/** Rows in the hand of the pointer. */
export interface Lift {
  section: string;
  /** The section's rows before anything was lifted. */
  spans: Span[];
  /** The row under the pointer, and all that go with it. */
  held: number;
  rows: number[];
  to: number;
  dy: number;
}

/** The element of a row. */
export function rowOf(root: HTMLElement | null, key: string): HTMLElement | null {
  const rows = root?.querySelectorAll<HTMLElement>("[data-sort-key]") ?? [];
  return [...rows].find((row) => row.dataset["sortKey"] === key) ?? null;
}

/** Where the rows of a row's section lie. */
export function spansOf(row: HTMLElement): Span[] {
  const rows = row.closest("[data-sort-section]")?.querySelectorAll("[data-sort-key]") ?? [];
  return [...rows].map((one) => one.getBoundingClientRect()).map(({ top, bottom }) => ({ top, bottom }));
}

/** How far a row is from its place while rows are lifted: what is held follows the pointer, the others make room. */
export function shiftOf(lift: Lift | null, section: string, index: number): string | undefined {
  if (lift?.section !== section) return undefined;
  const { spans, rows, held, to, dy } = lift;
  const tops = new Map<number, number>();
  let top = spans[0]?.top ?? 0;
  for (const row of gathered([...spans.keys()], rows, to)) {
    tops.set(row, top);
    const span = spans[row];
    top += span ? span.bottom - span.top : 0;
  }
  const was = (row: number) => spans[row]?.top ?? 0;
  const is = (row: number) => tops.get(row) ?? was(row);
  const by = rows.includes(index)
    ? was(held) + dy + is(index) - is(held) - was(index)
    : is(index) - was(index);
  return by === 0 ? undefined : `translateY(${by}px)`;
}

export function gapMark(
  gap: { section: string; gap: number } | null,
  section: string,
  index: number,
  length: number,
): "above" | "below" | undefined {
  if (gap?.section !== section) return undefined;
  if (gap.gap === index) return "above";
  return gap.gap === length && index === length - 1 ? "below" : undefined;
}

/** The section that takes what is carried and lies nearest below the pointer; `null` when the pointer is elsewhere. */
export function nearest<S extends { id: string }>(
  root: HTMLElement | null,
  sections: S[],
  accepts: ((section: S, payload: unknown) => boolean) | undefined,
  what: { x: number; y: number; payload: unknown },
): { section: S; gap: number } | null {
  const area = root?.getBoundingClientRect();
  if (
    !root ||
    !area ||
    what.x < area.left ||
    what.x > area.right ||
    what.y < area.top ||
    what.y > area.bottom
  )
    return null;
  let best: { section: S; gap: number; distance: number } | null = null;
  for (const section of sections) {
    if (!accepts?.(section, what.payload)) continue;
    const group = root.querySelector(`[data-sort-section="${CSS.escape(section.id)}"]`);
    const box = group?.getBoundingClientRect();
    if (!group || !box) continue;
    const distance = Math.max(0, box.top - what.y, what.y - box.bottom);
    if (best && best.distance <= distance) continue;
    const rows = [...group.querySelectorAll("[data-sort-key]")].map((row) => row.getBoundingClientRect());
    best = { section, gap: gapAt(rows, what.y), distance };
  }
  return best;
}

export function scrollNearEdge(root: HTMLElement | null, y: number): void {
  let parent = root?.parentElement ?? null;
  while (parent && parent.scrollHeight <= parent.clientHeight) parent = parent.parentElement;
  const box = parent?.getBoundingClientRect();
  if (!parent || !box) return;
  if (y < box.top + 28) parent.scrollBy(0, -12);
  else if (y > box.bottom - 28) parent.scrollBy(0, 12);
}
