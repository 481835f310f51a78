import { memo, type MouseEvent, type ReactNode } from "react";

import type { Column } from "./DataGrid";
import styles from "./datagrid.module.css";

export interface GridRowProps<T> {
  /** `undefined` while it is not loaded: a placeholder is drawn. */
  row: T | undefined;
  index: number;
  /** Distance from the first row and height, in pixels. */
  start: number;
  height: number;
  columns: Column<T>[];
  /** `grid-template-columns` of every row. */
  tracks: string;
  /** For `aria-selected`: marked, or chosen where nothing can be marked. */
  selected: boolean;
  chosen: boolean;
  /** Several rows can be selected, so that the chosen one is told apart. */
  multiple: boolean;
  /** The column in the tab order, -1 for none. */
  activeColumn: number;
  testId: string | undefined;
  /** Must be the same function for as long as the grid is shown, or every row is drawn again. */
  onPress: (event: MouseEvent, index: number) => void;
}

/** A row of a data grid. While one scrolls, rows that stay are not drawn again. */
export const GridRow = memo(function GridRow<T>(props: GridRowProps<T>): ReactNode {
  const { row, index, start, height, columns, tracks, selected, chosen, multiple, activeColumn } = props;
  return (
    // Keys belong to the grid, which has the focus within.
    <div
      role="row"
      aria-rowindex={index + 2}
      aria-selected={selected}
      data-chosen={chosen}
      {...(multiple && chosen ? { "aria-current": true } : {})}
      className={styles.row}
      style={{ gridTemplateColumns: tracks, height, transform: `translateY(${start}px)` }}
      data-odd={index % 2 === 1}
      {...(props.testId === undefined ? {} : { "data-testid": props.testId })}
      tabIndex={-1}
      onClick={(event) => props.onPress(event, index)}
    >
      {columns.map((column, at) => (
        <div
          key={column.key}
          role="gridcell"
          aria-colindex={at + 1}
          className={styles.cell}
          data-align={column.align}
          data-cell={`${index}:${at}`}
          tabIndex={at === activeColumn ? 0 : -1}
        >
          {row === undefined ? <span className={styles.placeholder} /> : column.cell(row)}
        </div>
      ))}
    </div>
  );
}) as <T>(props: GridRowProps<T>) => ReactNode;
