// Where the focus of a data grid goes; apart from the DOM so that it can be tested.

/** Row -1 is the header. */
export interface Cell {
  row: number;
  column: number;
}

export interface GridShape {
  rows: number;
  columns: number;
  /** Rows that fit into the view. */
  page: number;
}

/** The cell a key leads to, or `null` when the key is not the grid's. */
export function moved(cell: Cell, key: string, ctrl: boolean, shape: GridShape): Cell | null {
  const last = shape.rows - 1;
  const row = (wanted: number) => Math.min(last, Math.max(-1, wanted));
  switch (key) {
    case "ArrowDown":
      return { ...cell, row: row(cell.row + 1) };
    case "ArrowUp":
      return { ...cell, row: row(cell.row - 1) };
    case "ArrowRight":
      return { ...cell, column: Math.min(shape.columns - 1, cell.column + 1) };
    case "ArrowLeft":
      return { ...cell, column: Math.max(0, cell.column - 1) };
    case "Home":
      return ctrl ? { row: Math.min(0, last), column: 0 } : { ...cell, column: 0 };
    case "End":
      return ctrl ? { row: last, column: shape.columns - 1 } : { ...cell, column: shape.columns - 1 };
    case "PageDown":
      return { ...cell, row: row(Math.max(0, cell.row) + shape.page) };
    case "PageUp":
      return { ...cell, row: Math.max(Math.min(0, last), cell.row - shape.page) };
    default:
      return null;
  }
}
