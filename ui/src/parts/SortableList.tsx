import {
  useEffect,
  useRef,
  useState,
  type KeyboardEvent,
  type MouseEvent,
  type PointerEvent,
  type ReactNode,
} from "react";

import { gathered, range, stepped } from "./block";
import { carried, landing, swallowClick, THRESHOLD } from "./drag";
import styles from "./sortable.module.css";
import { gapMark, nearest, rowOf, scrollNearEdge, shiftOf, spansOf, type Lift } from "./sortable";

export interface Section<I> {
  id: string;
  /** Spoken for the group. */
  label: string;
  /** From top to bottom, as shown. */
  items: I[];
  /** Whether its rows can be chosen together, moved, removed and dropped among. */
  open: boolean;
}

export interface RowState {
  current: boolean;
  /** Chosen together with others. */
  chosen: boolean;
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
  /** The name of several rows: `3 layers`. */
  several: (count: number) => string;
  cursor: string | null;
  /** The rows chosen together with the one at the cursor; they lie in one section. */
  chosen: readonly string[];
  onCursor: (key: string, chosen: string[]) => void;
  /** Indices are those of the section's `items`; `to` is where the first of the rows is afterwards. */
  onMove: (section: S, rows: number[], to: number) => void;
  onRemove: (section: S, rows: number[]) => void;
  onOpen: (item: I) => void;
  /** A menu for the rows is wanted at a point of the window. */
  onMenu?: (section: S, rows: number[], at: { x: number; y: number }) => void;
  /** Whether `section` takes what is carried from elsewhere. */
  accepts?: (section: S, payload: unknown) => boolean;
  /** `gap` 0 is above the first row. */
  onDropIn?: (section: S, gap: number, payload: unknown) => void;
  /** Keys the list does not know; what it returns is said. */
  onOtherKey?: (event: KeyboardEvent, section: S | null, rows: number[]) => string | undefined;
  row: (item: I, state: RowState) => ReactNode;
  /** Wraps the rows of a section; `rows` is `null` when it has none. */
  frame: (section: S, rows: ReactNode) => ReactNode;
  testId?: (item: I) => string;
}

/**
 * Groups of rows, some of which can be rearranged, several at once: with the pointer by dragging, with the keyboard by
 * Alt+Up and Alt+Down. Each group is a list box; one row of all is in the tab order, and every move is announced.
 */
export function SortableList<I, S extends Section<I>>(props: SortableListProps<I, S>) {
  const { sections, keyOf, cursor, chosen } = props;
  const root = useRef<HTMLDivElement>(null);
  const press = useRef<{ y: number; section: S; index: number } | null>(null);
  const pressing = useRef(false);
  const anchor = useRef<string | null>(null);
  const focused = useRef(false);
  const lastAt = useRef(0);
  const cursorWas = useRef(cursor);
  const refocus = useRef(false);
  const [lift, setLift] = useState<Lift | null>(null);
  const [gap, setGap] = useState<{ section: string; gap: number } | null>(null);
  const [said, setSaid] = useState("");

  const flat = sections.flatMap((section) => section.items.map((item, index) => ({ section, item, index })));
  const at = flat.findIndex((entry) => keyOf(entry.item) === cursor);
  const tab = flat[Math.max(0, at)];
  const tabKey = tab ? keyOf(tab.item) : null;

  useEffect(() => {
    if (at >= 0) lastAt.current = at;
    const { activeElement } = document;
    // A row that is taken away takes the focus with it: the nearest one gets it.
    const lost = focused.current && (activeElement === null || activeElement === document.body);
    // What is put in or taken up elsewhere moves the cursor: the focus of a row goes with it.
    const onRow = activeElement?.hasAttribute("data-sort-key") && root.current?.contains(activeElement);
    const led = at >= 0 && cursorWas.current !== cursor && onRow;
    if (at >= 0) cursorWas.current = cursor;
    if (!refocus.current && !lost && !led) return;
    refocus.current = false;
    const near = at >= 0 ? flat[at] : flat[Math.min(lastAt.current, flat.length - 1)];
    const key = near ? keyOf(near.item) : null;
    const row = key === null ? null : rowOf(root.current, key);
    (row ?? root.current?.querySelector<HTMLElement>("button"))?.focus();
  });

  useEffect(() => {
    if (!props.onDropIn) return;
    return carried.watch(() => {
      const what = carried.get();
      const place = what && nearest(root.current, sections, props.accepts, what);
      setGap(place && !what.dropped ? { section: place.section.id, gap: place.gap } : null);
      if (!what?.dropped || !place) return;
      refocus.current = true;
      props.onDropIn?.(place.section, place.gap, what.payload);
    });
  });

  /** The rows that an edit is about: the chosen ones, else the one at `index`. */
  const rowsAt = (section: S, index: number): number[] => {
    const key = section.items[index] === undefined ? null : keyOf(section.items[index]);
    if (key === null || !section.open || !chosen.includes(key)) return [index];
    return section.items.flatMap((item, row) => (chosen.includes(keyOf(item)) ? [row] : []));
  };
  const nameAll = (section: S, rows: number[]): string => {
    const item = section.items[rows[0] ?? -1];
    if (rows.length > 1) return props.several(rows.length);
    return item === undefined ? "" : props.nameOf(item);
  };
  const sayMoved = (section: S, rows: number[], to: number) => {
    const place = rows.length > 1 ? `${to + 1} to ${to + rows.length}` : `${to + 1}`;
    setSaid(`${nameAll(section, rows)} moved to ${place} of ${section.items.length} in ${section.label}`);
  };

  const go = (to: number) => {
    const entry = flat[Math.min(flat.length - 1, Math.max(0, to))];
    if (!entry) return;
    const key = keyOf(entry.item);
    refocus.current = true;
    anchor.current = key;
    props.onCursor(key, [key]);
  };
  const extend = (to: number) => {
    const here = flat[at];
    const next = flat[to];
    if (!here || !next || next.section.id !== here.section.id || !here.section.open) return;
    const keys = here.section.items.map(keyOf);
    const key = keyOf(next.item);
    const all = range(keys, anchor.current ?? keyOf(here.item), key);
    refocus.current = true;
    props.onCursor(key, all);
    setSaid(`${props.several(all.length)} chosen`);
  };
  const shift = (by: -1 | 1) => {
    const entry = flat[at];
    if (!entry) return;
    const { section, index } = entry;
    const rows = rowsAt(section, index);
    if (!section.open) return setSaid(`${nameAll(section, rows)} is locked`);
    const to = stepped(section.items.length, rows, by);
    if (to === null)
      return setSaid(
        `${nameAll(section, rows)} ${rows.length > 1 ? "are" : "is"} at the end of ${section.label}`,
      );
    refocus.current = true;
    props.onMove(section, rows, to);
    sayMoved(section, rows, to);
  };
  const remove = (entry: (typeof flat)[number]) => {
    const { section, index } = entry;
    const rows = rowsAt(section, index);
    if (!section.open) return setSaid(`${nameAll(section, rows)} is locked`);
    const begin = at - index;
    const rest = [
      ...flat.slice(begin + (rows.at(-1) ?? index) + 1),
      ...flat.slice(0, begin + (rows[0] ?? 0)).toReversed(),
    ];
    const next = rest[0];
    props.onRemove(section, rows);
    setSaid(`${nameAll(section, rows)} removed`);
    refocus.current = true;
    if (next) props.onCursor(keyOf(next.item), [keyOf(next.item)]);
  };
  const menuAtCursor = () => {
    const entry = flat[at];
    const box = entry && rowOf(root.current, keyOf(entry.item))?.getBoundingClientRect();
    if (!entry || !box) return;
    props.onMenu?.(entry.section, rowsAt(entry.section, entry.index), { x: box.left + 28, y: box.bottom });
  };
  const onKeyDown = (event: KeyboardEvent) => {
    if (event.target !== event.currentTarget && !(event.target as HTMLElement).hasAttribute("data-sort-key"))
      return;
    const entry = flat[at];
    const control = event.ctrlKey || event.metaKey;
    const first = entry ? at - entry.index : 0;
    if (event.key === "ContextMenu" || (event.key === "F10" && event.shiftKey)) menuAtCursor();
    else if (event.altKey && event.key === "ArrowUp") shift(-1);
    else if (event.altKey && event.key === "ArrowDown") shift(1);
    else if (control && event.key.toLowerCase() === "a" && entry?.section.open) {
      props.onCursor(keyOf(entry.item), entry.section.items.map(keyOf));
      setSaid(`${props.several(entry.section.items.length)} chosen`);
    } else if (event.altKey || control) return;
    else if (event.shiftKey && event.key === "ArrowUp") extend(at - 1);
    else if (event.shiftKey && event.key === "ArrowDown") extend(at + 1);
    else if (event.shiftKey && event.key === "Home") extend(first);
    else if (event.shiftKey && event.key === "End") extend(first + (entry?.section.items.length ?? 1) - 1);
    else if (event.key === "ArrowUp") go(at < 0 ? 0 : at - 1);
    else if (event.key === "ArrowDown") go(at + 1);
    else if (event.key === "Home") go(0);
    else if (event.key === "End") go(flat.length - 1);
    else if (event.key === "Enter" && entry) props.onOpen(entry.item);
    else if (event.key === "Escape" && entry && chosen.length > 1) go(at);
    else if ((event.key === "Delete" || event.key === "Backspace") && entry) remove(entry);
    else {
      const rows = entry ? rowsAt(entry.section, entry.index) : [];
      const words = props.onOtherKey?.(event, entry?.section ?? null, rows);
      if (words !== undefined) setSaid(words);
      return;
    }
    event.preventDefault();
  };

  const down = (event: PointerEvent<HTMLElement>, section: S, index: number) => {
    const item = section.items[index];
    if (event.button !== 0 || item === undefined) return;
    pressing.current = true;
    const key = keyOf(item);
    const plain = !event.shiftKey && !event.ctrlKey && !event.metaKey;
    if (plain && !chosen.includes(key)) {
      anchor.current = key;
      props.onCursor(key, [key]);
    }
    if (section.open && plain) press.current = { y: event.clientY, section, index };
  };
  const move = (event: PointerEvent<HTMLElement>) => {
    const hold = press.current;
    if (!hold) return;
    const dy = event.clientY - hold.y;
    if (!lift) {
      if (Math.abs(dy) < THRESHOLD) return;
      event.currentTarget.setPointerCapture(event.pointerId);
    }
    const spans = lift?.spans ?? spansOf(event.currentTarget);
    const rows = lift?.rows ?? rowsAt(hold.section, hold.index);
    const to = landing(spans, rows, hold.index, dy);
    setLift({ section: hold.section.id, spans, held: hold.index, rows, to, dy });
    scrollNearEdge(root.current, event.clientY);
  };
  const end = (drop: boolean) => {
    const hold = press.current;
    press.current = null;
    pressing.current = false;
    setLift(null);
    if (!hold || !lift) return;
    swallowClick();
    const { rows, to } = lift;
    const before = hold.section.items.map(keyOf);
    if (!drop || gathered(before, rows, to).every((key, row) => key === before[row])) return;
    props.onMove(hold.section, rows, to);
    sayMoved(hold.section, rows, to);
  };
  const click = (event: MouseEvent, section: S, index: number) => {
    const item = section.items[index];
    if (item === undefined) return;
    const key = keyOf(item);
    const keys = section.items.map(keyOf);
    const together = section.open && chosen.some((one) => keys.includes(one));
    if (event.shiftKey && together) {
      props.onCursor(key, range(keys, anchor.current ?? cursor, key));
    } else if ((event.ctrlKey || event.metaKey) && together) {
      const rest = chosen.filter((one) => one !== key);
      const taken = rest.length === chosen.length;
      anchor.current = key;
      if (taken) props.onCursor(key, [...chosen, key]);
      else if (rest.length > 0) props.onCursor(rest.at(-1) ?? key, rest);
    } else {
      anchor.current = key;
      props.onCursor(key, [key]);
    }
  };
  const menu = (event: MouseEvent, section: S, index: number) => {
    const item = section.items[index];
    if (!props.onMenu || item === undefined) return;
    event.preventDefault();
    const key = keyOf(item);
    if (!chosen.includes(key)) props.onCursor(key, [key]);
    props.onMenu(section, rowsAt(section, index), { x: event.clientX, y: event.clientY });
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
      onFocus={() => (focused.current = true)}
      onBlur={() => (focused.current = false)}
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
              <div
                role="listbox"
                aria-label={section.label}
                aria-multiselectable={section.open}
                className={styles.rows}
              >
                {section.items.map((item, index) => {
                  const key = keyOf(item);
                  const lifted = lift?.section === section.id && lift.rows.includes(index);
                  const together = chosen.length > 1 && chosen.includes(key);
                  return (
                    <div
                      key={key}
                      role="option"
                      data-sort-key={key}
                      data-current={key === cursor}
                      data-lifted={lifted}
                      data-gap={gapMark(gap, section.id, index, section.items.length)}
                      aria-selected={together || key === cursor}
                      tabIndex={key === tabKey ? 0 : -1}
                      className={styles.row}
                      style={{ transform: shiftOf(lift, section.id, index) }}
                      onPointerDown={(event) => down(event, section, index)}
                      onPointerMove={move}
                      onPointerUp={() => end(true)}
                      onPointerCancel={() => end(false)}
                      onFocus={(event) => {
                        const own = event.target === event.currentTarget;
                        if (own && !pressing.current && key !== cursor) props.onCursor(key, [key]);
                      }}
                      onClick={(event) => click(event, section, index)}
                      onContextMenu={(event) => menu(event, section, index)}
                      onDoubleClick={() => props.onOpen(item)}
                      {...(props.testId ? { "data-testid": props.testId(item) } : {})}
                    >
                      {props.row(item, { current: key === cursor, chosen: together, lifted })}
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
        Arrow keys move the cursor, with Shift they choose several, Alt with an arrow key moves what is
        chosen, Delete removes it, Enter opens it.
      </div>
      <div className="unseen" role="status" aria-live="assertive">
        {said}
      </div>
    </div>
  );
}
