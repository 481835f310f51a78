import { defaultRangeExtractor, useVirtualizer } from "@tanstack/react-virtual";
import { useEffect, useRef, useState, type KeyboardEvent, type ReactNode } from "react";

import { Icon } from "@/parts/icons";

import { holds, possible, type Column, type Group, type Means, type Row, type Wish } from "./matrix";
import styles from "./matrix.module.css";

const MEANS: Means[] = ["launch", "copy"];
const WORDS: Record<Means, string> = { launch: "may launch it", copy: "gets a copy" };
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

  const regions = columns.length * REGION;
  // Names take what the Regions leave, within reason, so that the boxes stay near them.
  const template = `clamp(230px, calc(100cqi - ${regions}px), 420px) repeat(${columns.length}, ${REGION}px) 1fr`;
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
            const { row } = line;
            return (
              <div
                key={row.key}
                role="row"
                aria-rowindex={item.index + 2}
                className={styles.row}
                data-here={item.index === active.line}
                style={place}
              >
                <span role="rowheader" aria-colindex={1} className={styles.name} title={row.note ?? row.name}>
                  <span className="clip">{row.name}</span>
                  {row.warning && <span className={styles.warning}>{row.warning}</span>}
                  {row.note && <span className={`clip mono dim ${styles.note}`}>{row.note}</span>}
                </span>
                {columns.map((column) => (
                  <span key={column.at} className={styles.cell} role="presentation">
                    {MEANS.map((means, half) => {
                      const box = columns.indexOf(column) * 2 + half;
                      const tabIndex = item.index === active.line && box === active.box ? 0 : -1;
                      const here = {
                        "data-box": true,
                        tabIndex,
                        onFocus: () => setCell({ row: row.key, box }),
                      };
                      if (!possible(column, row.who, means)) {
                        return (
                          <span
                            key={means}
                            role="gridcell"
                            aria-colindex={box + 2}
                            aria-label={`${row.name} in ${column.region}: ${means === "copy" ? "only accounts get copies" : "a container goes there"}`}
                            className={styles.half}
                            {...here}
                          />
                        );
                      }
                      const on = shown(
                        { column: column.at, who: row.who, means },
                        holds(column, row.who, means),
                      );
                      return (
                        // The box within has the focus; the whole cell can be pressed.
                        // oxlint-disable-next-line jsx-a11y/interactive-supports-focus
                        <span
                          key={means}
                          role="gridcell"
                          aria-colindex={box + 2}
                          className={styles.half}
                          onClick={() => tick(item.index, box)}
                        >
                          <span
                            role="checkbox"
                            aria-checked={on}
                            aria-label={`${row.name} in ${column.region} ${WORDS[means]}`}
                            className={styles.box}
                            data-on={on}
                            data-means={means}
                            {...here}
                          >
                            {on && <Icon name="check" size={12} />}
                          </span>
                        </span>
                      );
                    })}
                  </span>
                ))}
              </div>
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
