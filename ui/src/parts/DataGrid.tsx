import { defaultRangeExtractor, useVirtualizer } from "@tanstack/react-virtual";
import { useEffect, useRef, useState, type KeyboardEvent, type MouseEvent, type ReactNode } from "react";

import styles from "./datagrid.module.css";
import { moved, type Cell } from "./grid";
import { GridRow } from "./GridRow";
import { Icon } from "./icons";

export interface Column<T> {
  key: string;
  title: string;
  /** The title is spoken, not shown; for columns too narrow for it. */
  quiet?: boolean;
  /** A track of `grid-template-columns`: `120px`, `minmax(140px, 1fr)`. */
  width: string;
  align?: "end";
  /** Key given to `onSort`; without it the column cannot be sorted by. */
  sort?: string;
  cell: (row: T) => ReactNode;
}

/** Rows that are marked to do something with several at once. */
export interface Marking {
  isMarked: (key: string) => boolean;
  /** Space, Ctrl+click, or a press on an element with `data-mark`. */
  onToggle: (index: number) => void;
  /** Shift with an arrow key or a press: the rows from one to the other, both included. */
  onExtend: (from: number, to: number) => void;
  /** Ctrl+A. */
  onAll: () => void;
}

export interface DataGridProps<T> {
  label: string;
  columns: Column<T>[];
  /** All rows there are, loaded or not. */
  count: number;
  /** The row at an index, or `undefined` while it is not loaded: a placeholder is drawn. */
  rowAt: (index: number) => T | undefined;
  /** Name of a row for screen readers and tests; must be stable. */
  keyOf: (row: T) => string;
  chosen?: string | null;
  /** A row was pressed, or Enter was pressed in it. */
  onChoose?: (row: T, index: number) => void;
  sort?: { by: string; descending: boolean };
  onSort?: (by: string, descending: boolean) => void;
  /** Called with the rows on screen and a margin, for fetching. `to` is exclusive. */
  onRange?: (from: number, to: number) => void;
  /** Shown instead of rows when there are none. */
  empty?: ReactNode;
  rowHeight?: number;
  busy?: boolean;
  /** When this changes the rows are others: the grid goes back to the first. */
  resetOn?: string;
  testId?: (row: T) => string;
  marking?: Marking;
  /** The first row takes the focus when the grid appears. */
  autoFocus?: boolean;
  /** The row that has the focus, `null` in the heading. */
  onActive?: (row: T | null) => void;
}

/**
 * A table of any length: rows are drawn as they scroll into view, and only one cell is in the tab order (roving
 * focus, as the ARIA grid pattern asks: https://www.w3.org/WAI/ARIA/apg/patterns/grid/).
 */
export function DataGrid<T>(props: DataGridProps<T>) {
  "use no memo"; // TanStack Virtual's instance changes within while staying the same object.
  const { columns, count, rowAt, keyOf, chosen, sort, onRange, rowHeight = 28 } = props;
  const scroller = useRef<HTMLDivElement>(null);
  const [cell, setCell] = useState<Cell>({ row: 0, column: 0 });
  const wantsFocus = useRef(props.autoFocus ?? false);
  const hasFocus = useRef(false);
  const active: Cell = {
    row: Math.min(cell.row, count - 1),
    column: Math.min(cell.column, columns.length - 1),
  };

  const { resetOn } = props;
  const [shownFor, setShownFor] = useState(resetOn);
  if (shownFor !== resetOn) {
    setShownFor(resetOn);
    if (cell.row > 0) setCell({ row: 0, column: cell.column });
  }
  useEffect(() => {
    if (scroller.current) scroller.current.scrollTop = 0;
  }, [resetOn]);

  const virtual = useVirtualizer({
    count,
    getScrollElement: () => scroller.current,
    estimateSize: () => rowHeight,
    // Enough that a turn of the wheel meets no gap; each row more is drawn in every frame of a fast scroll.
    overscan: 4,
    scrollPaddingStart: rowHeight,
    // The focused row stays in the document, or the focus would fall to the body while scrolling.
    rangeExtractor: (range) => {
      const rows = defaultRangeExtractor(range);
      if (active.row < 0 || active.row >= count || rows.includes(active.row)) return rows;
      return [...rows, active.row].sort((a, b) => a - b);
    },
  });
  const items = virtual.getVirtualItems();
  // Rows that scroll out of view are used again for those that come: what is made anew has to be collected, too. The
  // focused row keeps its own.
  const [slots, setSlots] = useState(0);
  if (items.length > slots) setSlots(Math.ceil(items.length / 8) * 8);
  const slotOf = (row: number): number =>
    row !== active.row && row % slots === active.row % slots ? slots : row % slots;
  const range = virtual.range;
  const from = range ? Math.max(0, range.startIndex - 20) : 0;
  const to = range ? Math.min(count, range.endIndex + 21) : Math.min(count, 40);
  useEffect(() => {
    if (count > 0) onRange?.(from, to);
  }, [from, to, count, onRange]);

  // With more of them rows change places, the focused one as well.
  useEffect(() => {
    if (hasFocus.current) wantsFocus.current = true;
  }, [slots]);

  useEffect(() => {
    if (!wantsFocus.current) return;
    const place = `[data-cell="${active.row}:${active.column}"]`;
    const wanted = scroller.current?.querySelector<HTMLElement>(place);
    // Rows are drawn once the grid knows its height.
    if (!wanted && count > 0) return;
    wantsFocus.current = false;
    wanted?.focus({ preventScroll: true });
  });

  const go = (next: Cell) => {
    if (next.row >= 0) virtual.scrollToIndex(next.row, { align: "auto" });
    wantsFocus.current = true;
    setCell(next);
  };
  const { marking } = props;
  // Where a range of marked rows begins.
  const anchor = useRef(0);
  const onKeyDown = (event: KeyboardEvent) => {
    if (marking && event.key.toLowerCase() === "a" && (event.ctrlKey || event.metaKey)) {
      event.preventDefault();
      marking.onAll();
      return;
    }
    if (event.altKey || event.metaKey) return;
    const page = Math.max(1, Math.floor((scroller.current?.clientHeight ?? 0) / rowHeight) - 2);
    const next = moved(active, event.key, event.ctrlKey, { rows: count, columns: columns.length, page });
    if (next) {
      event.preventDefault();
      if (marking && event.shiftKey && next.row >= 0 && next.row !== active.row) {
        marking.onExtend(anchor.current, next.row);
      } else anchor.current = Math.max(0, next.row);
      go(next);
    } else if (event.key === "Enter" && active.row >= 0) {
      const row = rowAt(active.row);
      if (row !== undefined) props.onChoose?.(row, active.row);
    } else if (event.key === " " && marking && active.row >= 0) {
      event.preventDefault();
      anchor.current = active.row;
      marking.onToggle(active.row);
    }
  };
  const onPress = (event: MouseEvent, index: number) => {
    const row = rowAt(index);
    if (row === undefined) return;
    const onMark = (event.target as HTMLElement).closest("[data-mark]") !== null;
    if (marking && event.shiftKey) marking.onExtend(anchor.current, index);
    else if (marking && (onMark || event.ctrlKey || event.metaKey)) {
      anchor.current = index;
      marking.onToggle(index);
    } else {
      anchor.current = index;
      props.onChoose?.(row, index);
    }
  };
  const latestPress = useRef(onPress);
  useEffect(() => {
    latestPress.current = onPress;
  });
  const [press] = useState(() => (event: MouseEvent, index: number) => latestPress.current(event, index));

  const tracks = { gridTemplateColumns: columns.map((column) => column.width).join(" ") };
  const tab = (row: number, column: number) => (row === active.row && column === active.column ? 0 : -1);
  return (
    <div
      className={styles.grid}
      role="grid"
      aria-label={props.label}
      aria-rowcount={count + 1}
      aria-colcount={columns.length}
      aria-busy={props.busy ?? false}
      {...(marking ? { "aria-multiselectable": true } : {})}
      ref={scroller}
      tabIndex={-1}
      onKeyDown={onKeyDown}
      onBlur={() => {
        hasFocus.current = false;
      }}
      onFocus={(event) => {
        hasFocus.current = true;
        const place = (event.target as HTMLElement).closest<HTMLElement>("[data-cell]")?.dataset["cell"];
        const [row, column] = place?.split(":").map(Number) ?? [];
        if (row !== undefined && column !== undefined && (row !== cell.row || column !== cell.column)) {
          setCell({ row, column });
        }
        if (row !== undefined) props.onActive?.(rowAt(row) ?? null);
      }}
    >
      <div role="rowgroup" className={styles.headgroup}>
        <div className={styles.head} role="row" aria-rowindex={1} style={tracks}>
          {columns.map((column, index) => {
            const sorted =
              sort && column.sort === sort.by ? (sort.descending ? "descending" : "ascending") : undefined;
            const sortable = column.sort !== undefined && props.onSort !== undefined;
            return (
              <div
                key={column.key}
                role="columnheader"
                aria-colindex={index + 1}
                {...(sortable ? { "aria-sort": sorted ?? "none" } : {})}
                data-align={column.align}
                className={styles.heading}
                {...(sortable ? {} : { "data-cell": `-1:${index}`, tabIndex: tab(-1, index) })}
              >
                {sortable ? (
                  <button
                    type="button"
                    data-cell={`-1:${index}`}
                    tabIndex={tab(-1, index)}
                    onClick={() => props.onSort?.(column.sort ?? "", sorted ? sorted === "ascending" : false)}
                  >
                    <span className={column.quiet ? "unseen" : "clip"}>{column.title}</span>
                    {sorted && <Icon name={sorted === "descending" ? "down" : "up"} size={12} />}
                  </button>
                ) : (
                  <span className={column.quiet ? "unseen" : "clip"}>{column.title}</span>
                )}
              </div>
            );
          })}
        </div>
      </div>
      {count === 0 ? (
        <div className={styles.none} role="rowgroup">
          {/* A grid holds rows and cells only, so the sentence stands in one. */}
          <div role="row" aria-rowindex={2}>
            <div role="gridcell" aria-colspan={columns.length} data-cell="0:0" tabIndex={-1}>
              {props.empty}
            </div>
          </div>
        </div>
      ) : (
        <div role="rowgroup" className={styles.body} style={{ height: virtual.getTotalSize() }}>
          {items.map((item) => {
            const row = rowAt(item.index);
            const key = row === undefined ? null : keyOf(row);
            return (
              <GridRow
                key={slotOf(item.index)}
                row={row}
                index={item.index}
                start={item.start}
                height={rowHeight}
                columns={columns}
                tracks={tracks.gridTemplateColumns}
                selected={key !== null && (marking ? marking.isMarked(key) : key === chosen)}
                chosen={key !== null && key === chosen}
                multiple={marking !== undefined}
                activeColumn={item.index === active.row ? active.column : -1}
                testId={row === undefined ? undefined : props.testId?.(row)}
                onPress={press}
              />
            );
          })}
        </div>
      )}
    </div>
  );
}
