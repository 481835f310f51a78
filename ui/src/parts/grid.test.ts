import { expect, test } from "vitest";

import { moved } from "./grid";

const shape = { rows: 1_000_000, columns: 8, page: 20 };

test("arrows move by one and stop at the edges; the header is above the first row", () => {
  expect(moved({ row: 0, column: 0 }, "ArrowUp", false, shape)).toEqual({ row: -1, column: 0 });
  expect(moved({ row: -1, column: 0 }, "ArrowUp", false, shape)).toEqual({ row: -1, column: 0 });
  expect(moved({ row: 999_999, column: 7 }, "ArrowDown", false, shape)).toEqual({ row: 999_999, column: 7 });
  expect(moved({ row: 3, column: 7 }, "ArrowRight", false, shape)).toEqual({ row: 3, column: 7 });
});

test("pages and ends reach every row of a million", () => {
  expect(moved({ row: 5, column: 2 }, "PageDown", false, shape)).toEqual({ row: 25, column: 2 });
  expect(moved({ row: 5, column: 2 }, "PageUp", false, shape)).toEqual({ row: 0, column: 2 });
  expect(moved({ row: 5, column: 2 }, "End", true, shape)).toEqual({ row: 999_999, column: 7 });
  expect(moved({ row: 5, column: 2 }, "Home", true, shape)).toEqual({ row: 0, column: 0 });
});

test("a key that is not the grid's is left to others", () => {
  expect(moved({ row: 5, column: 2 }, "a", false, shape)).toBeNull();
});

test("an empty grid keeps the focus in its header", () => {
  expect(moved({ row: -1, column: 0 }, "ArrowDown", false, { rows: 0, columns: 2, page: 5 })).toEqual({
    row: -1,
    column: 0,
  });
});
