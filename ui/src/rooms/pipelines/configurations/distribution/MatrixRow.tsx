import { memo } from "react";

import { Icon } from "@/parts/icons";

import type { Means, Row } from "./matrix";
import styles from "./matrix.module.css";

export const MEANS: Means[] = ["launch", "copy"];
export const WORDS: Record<Means, string> = { launch: "may launch it", copy: "gets a copy" };

export interface MatrixRowProps {
  row: Row;
  /** Among all lines of the grid, from 0. */
  index: number;
  /** Pixels from the top. */
  start: number;
  /** A sign a box: `1` ticked, `0` not, `-` where there is nothing to tick. */
  marks: string;
  /** The Regions' names, a line each: a text, so that rows that stay the same are told by comparing. */
  regions: string;
  template: string;
  /** The box in the tab order; -1 when it is in another row. */
  box: number;
  onTick: (index: number, box: number) => void;
  onFocus: (key: string, box: number) => void;
}

/** One row of the matrix. Drawn anew only when something in it changes: there are many boxes on a screen. */
export const MatrixRow = memo(Drawn, (before, after) => {
  const { row: a, ...rest } = before;
  const { row: b, ...others } = after;
  // Rows are made anew with every edit, and mostly say the same.
  const same = a.key === b.key && a.name === b.name && a.note === b.note && a.warning === b.warning;
  return same && (Object.keys(rest) as (keyof typeof rest)[]).every((key) => rest[key] === others[key]);
});

function Drawn(props: MatrixRowProps) {
  const { row, index, start, marks, regions, template, box: tab, onTick, onFocus } = props;
  return (
    <div
      role="row"
      aria-rowindex={index + 2}
      className={styles.row}
      data-here={tab >= 0}
      style={{ transform: `translateY(${start}px)`, gridTemplateColumns: template }}
    >
      <span role="rowheader" aria-colindex={1} className={styles.name} title={row.note ?? row.name}>
        <span className="clip">{row.name}</span>
        {row.warning && <span className={styles.warning}>{row.warning}</span>}
        {row.note && <span className={`clip mono dim ${styles.note}`}>{row.note}</span>}
      </span>
      {regions.split("\n").map((region, at) => (
        // A Region is its place: it may be written twice.
        // oxlint-disable-next-line react/no-array-index-key
        <span key={at} className={styles.cell} role="presentation">
          {MEANS.map((means, half) => {
            const box = at * MEANS.length + half;
            const mark = marks[box];
            const here = {
              "data-box": true,
              tabIndex: box === tab ? 0 : -1,
              onFocus: () => onFocus(row.key, box),
            };
            if (mark === "-") {
              const why = means === "copy" ? "only accounts get copies" : "a container goes there";
              return (
                <span
                  key={means}
                  role="gridcell"
                  aria-colindex={box + 2}
                  aria-label={`${row.name} in ${region}: ${why}`}
                  className={styles.half}
                  {...here}
                />
              );
            }
            return (
              // The box within has the focus; the whole cell can be pressed.
              // oxlint-disable-next-line jsx-a11y/interactive-supports-focus
              <span
                key={means}
                role="gridcell"
                aria-colindex={box + 2}
                className={styles.half}
                onClick={() => onTick(index, box)}
              >
                <span
                  role="checkbox"
                  aria-checked={mark === "1"}
                  aria-label={`${row.name} in ${region} ${WORDS[means]}`}
                  className={styles.box}
                  data-on={mark === "1"}
                  {...here}
                >
                  {mark === "1" && <Icon name="check" size={12} />}
                </span>
              </span>
            );
          })}
        </span>
      ))}
    </div>
  );
}
