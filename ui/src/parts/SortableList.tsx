import { useEffect, useRef, useState, type KeyboardEvent, type PointerEvent, type ReactNode } from "react";

import { carried, gapAt, landing, swallowClick, THRESHOLD, type Span } from "./drag";
import styles from "./sortable.module.css";

export interface Section<I> {
  id: string;
  /** Spoken for the group. */
  label: string;
  /** From top to bottom, as shown. */
  items: I[];
  /** Whether its rows can be moved, removed and dropped among. */
  open: boolean;
}

export interface RowState {
  current: boolean;
  lifted: boolean;
}

export interface SortableListProps<I, S extends Section<I>> {
  label: string;
  sections: S[];
  /** Stable while a row moves. */
  keyOf: (item: I) => string;
  /** What is said of a row beside what it shows: its place. */
  describe: (item: I) => string;
  /** Short name used when a row moves. */
  nameOf: (item: I) => string;
  cursor: string | null;
  onCursor: (key: string) => void;
  /** Indices are those of the section's `items`; `to` is where the row is afterwards. */
  onMove: (section: S, from: number, to: number) => void;
  onRemove: (section: S, index: number) => void;
  onOpen: (item: I) => void;
  /** Whether `section` takes what is carried from elsewhere. */
  accepts?: (section: S, payload: unknown) => boolean;
  /** `gap` 0 is above the first row. */
  onDropIn?: (section: S, gap: number, payload: unknown) => void;
  /** Keys the list does not know. */
  onOtherKey?: (event: KeyboardEvent) => void;
  row: (item: I, state: RowState) => ReactNode;
  /** Wraps the rows of a section; `rows` is `null` when it has none. */
  frame: (section: S, rows: ReactNode) => ReactNode;
  testId?: (item: I) => string;
}

interface Lift {
  key: string;
  section: string;
  from: number;
  to: number;
  dy: number;
  height: number;
}

/**
 * Groups of rows, some of which can be rearranged: with the pointer by dragging, with the keyboard by Alt+Up and
 * Alt+Down. Each group is a list box; one row of all is in the tab order, and every move is announced.
 */
export function SortableList<I, S extends Section<I>>(props: SortableListProps<I, S>) {
  const { sections, keyOf, cursor } = props;
  const root = useRef<HTMLDivElement>(null);
  const held = useRef<{ y: number; spans: Span[]; section: S; from: number; key: string } | null>(null);
  const [lift, setLift] = useState<Lift | null>(null);
  const [gap, setGap] = useState<{ section: string; gap: number } | null>(null);
  const [said, setSaid] = useState("");
  const refocus = useRef(false);

  const flat = sections.flatMap((section) => section.items.map((item, index) => ({ section, item, index })));
  const at = flat.findIndex((entry) => keyOf(entry.item) === cursor);
  const tabKey = flat[Math.max(0, at)] ? keyOf(flat[Math.max(0, at)]!.item) : null;

  useEffect(() => {
    if (!refocus.current) return;
    refocus.current = false;
    root.current?.querySelector<HTMLElement>(`[data-current="true"]`)?.focus();
  });

  useEffect(() => {
    if (!props.onDropIn) return;
    return carried.watch(() => {
      const what = carried.get();
      const place = what && nearest(root.current, sections, props.accepts, what);
      setGap(place && !what.dropped ? { section: place.section.id, gap: place.gap } : null);
      if (what?.dropped && place) props.onDropIn?.(place.section, place.gap, what.payload);
    });
  });

  const step = (to: number) => {
    const entry = flat[Math.min(flat.length - 1, Math.max(0, to))];
    if (!entry) return;
    refocus.current = true;
    props.onCursor(keyOf(entry.item));
  };
  const shift = (by: number) => {
    const entry = flat[at];
    if (!entry) return;
    const { section, item, index } = entry;
    const to = index + by;
    if (!section.open) return setSaid(`${props.nameOf(item)} is locked`);
    if (to < 0 || to >= section.items.length)
      return setSaid(`${props.nameOf(item)} is at the end of ${section.label}`);
    refocus.current = true;
    props.onMove(section, index, to);
    setSaid(`${props.nameOf(item)} moved to ${to + 1} of ${section.items.length} in ${section.label}`);
  };
  const onKeyDown = (event: KeyboardEvent) => {
    if (event.target !== event.currentTarget && !(event.target as HTMLElement).hasAttribute("data-sort-key"))
      return;
    const entry = flat[at];
    if (event.altKey && event.key === "ArrowUp") shift(-1);
    else if (event.altKey && event.key === "ArrowDown") shift(1);
    else if (event.altKey || event.ctrlKey || event.metaKey) return;
    else if (event.key === "ArrowUp") step(at < 0 ? 0 : at - 1);
    else if (event.key === "ArrowDown") step(at + 1);
    else if (event.key === "Home") step(0);
    else if (event.key === "End") step(flat.length - 1);
    else if (event.key === "Enter" && entry) props.onOpen(entry.item);
    else if ((event.key === "Delete" || event.key === "Backspace") && entry) {
      if (!entry.section.open) setSaid(`${props.nameOf(entry.item)} is locked`);
      else {
        const next = flat[at + 1] ?? flat[at - 1];
        props.onRemove(entry.section, entry.index);
        setSaid(`${props.nameOf(entry.item)} removed`);
        refocus.current = true;
        if (next) props.onCursor(keyOf(next.item));
      }
    } else return props.onOtherKey?.(event);
    event.preventDefault();
  };

  const down = (event: PointerEvent<HTMLElement>, section: S, index: number) => {
    const item = section.items[index];
    if (event.button !== 0 || item === undefined || !section.open) return;
    const group = event.currentTarget.closest("[data-sort-section]");
    const rows = [...(group?.querySelectorAll<HTMLElement>("[data-sort-key]") ?? [])];
    held.current = {
      y: event.clientY,
      spans: rows.map((row) => row.getBoundingClientRect()).map(({ top, bottom }) => ({ top, bottom })),
      section,
      from: index,
      key: keyOf(item),
    };
  };
  const move = (event: PointerEvent<HTMLElement>) => {
    const hold = held.current;
    const own = hold?.spans[hold.from];
    if (!hold || !own) return;
    const dy = event.clientY - hold.y;
    if (!lift && Math.abs(dy) < THRESHOLD) return;
    if (!lift) event.currentTarget.setPointerCapture(event.pointerId);
    const to = landing(hold.spans, hold.from, (own.top + own.bottom) / 2 + dy);
    setLift({
      key: hold.key,
      section: hold.section.id,
      from: hold.from,
      to,
      dy,
      height: own.bottom - own.top,
    });
    scrollNearEdge(root.current, event.clientY);
  };
  const end = (drop: boolean) => {
    const hold = held.current;
    held.current = null;
    setLift(null);
    if (!hold || !lift) return;
    swallowClick();
    if (!drop || lift.to === lift.from) return;
    props.onMove(hold.section, lift.from, lift.to);
    const item = hold.section.items[lift.from];
    if (item !== undefined) {
      setSaid(
        `${props.nameOf(item)} moved to ${lift.to + 1} of ${hold.section.items.length} in ${hold.section.label}`,
      );
    }
  };

  return (
    // The rows within have the focus; their keys are handled in one place.
    // oxlint-disable-next-line jsx-a11y/no-noninteractive-element-interactions
    <div
      ref={root}
      className={styles.list}
      role="group"
      aria-label={props.label}
      aria-describedby="sortable-keys"
      onKeyDown={(event) => {
        if (event.key === "Escape" && lift) {
          event.stopPropagation();
          end(false);
        } else onKeyDown(event);
      }}
    >
      {sections.map((section) => (
        <div key={section.id} data-sort-section={section.id}>
          {props.frame(
            section,
            section.items.length === 0 ? null : (
              <div role="listbox" aria-label={section.label} className={styles.rows}>
                {section.items.map((item, index) => {
                  const key = keyOf(item);
                  const lifted = lift?.key === key;
                  return (
                    <div
                      key={key}
                      role="option"
                      data-sort-key={key}
                      data-current={key === cursor}
                      data-lifted={lifted}
                      data-gap={gapMark(gap, section.id, index, section.items.length)}
                      aria-selected={key === cursor}
                      tabIndex={key === tabKey ? 0 : -1}
                      className={styles.row}
                      style={{ transform: shiftOf(lift, section.id, index, lifted) }}
                      onPointerDown={(event) => down(event, section, index)}
                      onPointerMove={move}
                      onPointerUp={() => end(true)}
                      onPointerCancel={() => end(false)}
                      onFocus={(event) => {
                        if (event.target === event.currentTarget && key !== cursor) props.onCursor(key);
                      }}
                      onClick={() => props.onCursor(key)}
                      onDoubleClick={() => props.onOpen(item)}
                      {...(props.testId ? { "data-testid": props.testId(item) } : {})}
                    >
                      {props.row(item, { current: key === cursor, lifted })}
                      <span className="unseen">{props.describe(item)}</span>
                    </div>
                  );
                })}
              </div>
            ),
          )}
        </div>
      ))}
      <div id="sortable-keys" className="unseen">
        Arrow keys move the cursor, Alt with an arrow key moves the row, Delete removes it, Enter opens it.
      </div>
      <div className="unseen" role="status" aria-live="assertive">
        {said}
      </div>
    </div>
  );
}

function shiftOf(lift: Lift | null, section: string, index: number, lifted: boolean): string | undefined {
  if (!lift || lift.section !== section) return undefined;
  if (lifted) return `translateY(${lift.dy}px)`;
  if (lift.from < index && index <= lift.to) return `translateY(${-lift.height}px)`;
  if (lift.to <= index && index < lift.from) return `translateY(${lift.height}px)`;
  return undefined;
}

function gapMark(
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
function nearest<I, S extends Section<I>>(
  root: HTMLElement | null,
  sections: S[],
  accepts: SortableListProps<I, S>["accepts"],
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

function scrollNearEdge(root: HTMLElement | null, y: number): void {
  let parent = root?.parentElement ?? null;
  while (parent && parent.scrollHeight <= parent.clientHeight) parent = parent.parentElement;
  const box = parent?.getBoundingClientRect();
  if (!parent || !box) return;
  if (y < box.top + 28) parent.scrollBy(0, -12);
  else if (y > box.bottom - 28) parent.scrollBy(0, 12);
}
