import { defaultRangeExtractor, useVirtualizer } from "@tanstack/react-virtual";
import { useCallback, useEffect, useRef, useState, type KeyboardEvent, type ReactNode } from "react";

import { holds, possible, type Column, type Group, type Row, type Wish } from "./matrix";
import styles from "./matrix.module.css";
import { MatrixRow, MEANS, WORDS } from "./MatrixRow";

const ROW = 28;
const HEAD = 64;
const REGION = 108;

export interface MatrixProps {
  columns: Column[];
  groups: Group[];
  shown: (cell: Pick<Wish, "column" | "who" | "means">, written: boolean) => boolean;
  onWish: (wish: Wish) => void;
  /** The head of a Region: its name, menu and counts. */
  head: (column: Column) => ReactNode;
  /** In place of rows when there are none. */
  empty: ReactNode;
}

type Line = { group: string; count: number } | { row: Row };
const isRow = (line: Line | undefined): line is { row: Row } => line !== undefined && "row" in line;

/**
 * Who gets the image, by Region: two boxes a cell, for launching and for a copy. A grid of any length; one box is in
 * the tab order, arrows move among them, Space ticks (https://www.w3.org/WAI/ARIA/apg/patterns/grid/).
 */
export function Matrix({ columns, groups, shown, onWish, head, empty }: MatrixProps) {
  "use no memo"; // TanStack Virtual's instance changes within while staying the same object.
  const scroller = useRef<HTMLDivElement>(null);
  // Rows come and go with the filter and the cache: the cursor stays with its row, not with a place.
  const [cell, setCell] = useState<{ row: string | null; box: number }>({ row: null, box: 0 });
  const [said, setSaid] = useState("");
  const wantsFocus = useRef(false);
  const lines: Line[] = groups.flatMap((group): Line[] => [
    { group: group.title, count: group.rows.length },
    ...group.rows.map((row) => ({ row })),
  ]);
  const boxes = columns.length * MEANS.length;
  const known = lines.findIndex((line) => isRow(line) && line.row.key === cell.row);
  const active = {
    // The first line is the name of a group, which has no box.
    line: known >= 0 ? known : lines.findIndex(isRow),
    box: Math.min(cell.box, Math.max(0, boxes - 1)),
  };

  const virtual = useVirtualizer({
    count: lines.length,
    getScrollElement: () => scroller.current,
    estimateSize: () => ROW,
    overscan: 10,
    scrollPaddingStart: HEAD,
    // The box with the focus stays in the document, or the focus would fall to the body while scrolling.
    rangeExtractor: (range) => {
      const rows = defaultRangeExtractor(range);
      return rows.includes(active.line) || active.line < 0 ? rows : [...rows, active.line];
    },
  });

  useEffect(() => {
    if (!wantsFocus.current) return;
    wantsFocus.current = false;
    scroller.current?.querySelector<HTMLElement>('[tabindex="0"][data-box]')?.focus();
  });

  const go = (line: number, box: number, towards: number) => {
    let to = Math.min(lines.length - 1, Math.max(0, line));
    // The name of a group is passed over.
    while (!isRow(lines[to]) && lines[to + towards]) to += towards;
    const target = lines[to];
    if (!isRow(target)) return;
    wantsFocus.current = true;
    setCell({ row: target.row.key, box: Math.min(boxes - 1, Math.max(0, box)) });
    virtual.scrollToIndex(to);
  };
  const tick = (line: number, box: number) => {
    const at = lines[line];
    const column = columns[Math.floor(box / 2)];
    const means = MEANS[box % 2];
    if (!isRow(at) || !column || !means || !possible(column, at.row.who, means)) return;
    const wish = { column: column.at, who: at.row.who, means };
    const on = !shown(wish, holds(column, at.row.who, means));
    onWish({ ...wish, on });
    setSaid(`${at.row.name} in ${column.region}: ${WORDS[means]}, ${on ? "yes" : "no"}`);
  };
  // Rows keep what they were drawn with: these stay the same and do what holds now.
  const latest = useRef(tick);
  useEffect(() => {
    latest.current = tick;
  });
  const onTick = useCallback((line: number, box: number) => latest.current(line, box), []);
  const onFocus = useCallback((row: string, box: number) => setCell({ row, box }), []);
  const onKeyDown = (event: KeyboardEvent) => {
    if (!(event.target as HTMLElement).hasAttribute("data-box") || event.altKey || event.metaKey) return;
    const { line, box } = active;
    const page = Math.max(1, Math.floor((scroller.current?.clientHeight ?? 400) / ROW) - 3);
    if (event.key === "ArrowDown") go(line + 1, box, 1);
    else if (event.key === "ArrowUp") go(line - 1, box, -1);
    else if (event.key === "ArrowRight") go(line, box + 1, 1);
    else if (event.key === "ArrowLeft") go(line, box - 1, 1);
    else if (event.key === "PageDown") go(line + page, box, 1);
    else if (event.key === "PageUp") go(line - page, box, -1);
    else if (event.key === "Home") go(event.ctrlKey ? 0 : line, 0, 1);
    else if (event.key === "End") go(event.ctrlKey ? lines.length - 1 : line, boxes - 1, -1);
    else if (event.key === " " || event.key === "Enter") tick(line, box);
    else return;
    event.preventDefault();
  };

  const regions = columns.map((column) => column.region).join("\n");
  const width = columns.length * REGION;
  // Names take what the Regions leave, within reason, so that the boxes stay near them.
  const template = `clamp(230px, calc(100cqi - ${width}px), 420px) repeat(${columns.length}, ${REGION}px) 1fr`;
  return (
    <>
      <div
        ref={scroller}
        className={styles.grid}
        role="grid"
        tabIndex={-1}
        aria-label="Who gets the image, by Region"
        aria-rowcount={lines.length + 1}
        aria-colcount={boxes + 1}
        onKeyDown={onKeyDown}
      >
        <div className={styles.head} role="row" aria-rowindex={1} style={{ gridTemplateColumns: template }}>
          <div role="columnheader" aria-colindex={1} className={styles.corner}>
            Account, unit or organisation
          </div>
          {columns.map((column) => (
            <div
              key={column.at}
              role="columnheader"
              aria-colindex={column.at * 2 + 2}
              aria-colspan={2}
              className={styles.region}
            >
              {head(column)}
              <span className={styles.means} aria-hidden="true">
                <span>launch</span>
                <span>copy</span>
              </span>
            </div>
          ))}
        </div>
        {lines.length === 0 && <div className={styles.empty}>{empty}</div>}
        <div style={{ height: virtual.getTotalSize(), position: "relative" }} role="presentation">
          {virtual.getVirtualItems().map((item) => {
            const line = lines[item.index];
            if (!line) return null;
            const place = { transform: `translateY(${item.start}px)`, gridTemplateColumns: template };
            if (!isRow(line)) {
              return (
                <div
                  key={`group/${line.group}`}
                  role="row"
                  aria-rowindex={item.index + 2}
                  className={styles.group}
                  style={place}
                >
                  <span role="rowheader" aria-colindex={1} className={styles.groupName}>
                    <span className="clip">{line.group}</span>
                    <span className="dim small figures">{line.count}</span>
                  </span>
                </div>
              );
            }
            return (
              <MatrixRow
                key={line.row.key}
                row={line.row}
                index={item.index}
                start={item.start}
                marks={marksOf(columns, line.row, shown)}
                regions={regions}
                template={template}
                box={item.index === active.line ? active.box : -1}
                onTick={onTick}
                onFocus={onFocus}
              />
            );
          })}
        </div>
      </div>
      <div className="unseen" role="status" aria-live="polite">
        {said}
      </div>
    </>
  );
}

/** What the boxes of a row show; see {@link MatrixRow}. */
function marksOf(columns: Column[], row: Row, shown: MatrixProps["shown"]): string {
  let marks = "";
  for (const column of columns) {
    for (const means of MEANS) {
      const cell = { column: column.at, who: row.who, means };
      if (!possible(column, row.who, means)) marks += "-";
      else marks += shown(cell, holds(column, row.who, means)) ? "1" : "0";
    }
  }
  return marks;
}
