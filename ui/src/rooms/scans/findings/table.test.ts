import { expect, test } from "vitest";

import { withColumn, withMoved } from "./columnChoice";
import { COLUMNS, percent, shownColumns } from "./columns";
import { isMarked, markedCount, NO_MARKS, withAdded, withToggled } from "./marks";

const keys = (width: number, chosen: string[] = [], all = false) =>
  shownColumns(width, chosen, all).map((column) => column.key);

test("as many columns are shown as fit, the most needed first", () => {
  for (const width of [400, 600, 836, 1044, 1500]) {
    const shown = shownColumns(width, [], false);
    const least = shown.reduce((sum, column) => sum + Number(/\d+/.exec(column.width)?.[0]) + 12, 0);
    expect(least + 46).toBeLessThanOrEqual(width);
  }
  expect(keys(420)).toEqual(["severity", "vulnerability", "package"]);
  expect(keys(1600)).toContain("first_seen");
  expect(keys(836, [], true)).toContain("image");
});

test("columns that somebody chose are shown in their order, whatever the width", () => {
  expect(keys(100, ["path", "severity", "no such column"])).toEqual(["path", "severity"]);
});

test("columns come, go and move; the last one stays", () => {
  expect(withColumn(["severity"], "epss")).toEqual(["severity", "epss"]);
  expect(withColumn(["severity", "epss"], "severity")).toEqual(["epss"]);
  expect(withColumn(["severity"], "severity")).toEqual(["severity"]);
  expect(withMoved(["a", "b", "c"], "c", -1)).toEqual(["a", "c", "b"]);
  expect(withMoved(["a", "b"], "a", -1)).toEqual(["a", "b"]);
});

test("every column can be sorted by", () => {
  expect(new Set(COLUMNS.map((column) => column.key)).size).toBe(17);
});

test("all that match can be marked without naming them", () => {
  const all = { all: true, keys: new Set<string>() };
  expect(markedCount(all, 1_000_000)).toBe(1_000_000);
  expect(isMarked(all, "any")).toBe(true);
  expect(withToggled(all, "any")).toEqual(NO_MARKS);
  const some = withAdded(withToggled(NO_MARKS, "a"), ["b", "c"]);
  expect(markedCount(some, 10)).toBe(3);
  expect(isMarked(withToggled(some, "b"), "b")).toBe(false);
});

test("a small chance never reads as none", () => {
  expect(percent(0.0004)).toBe("< 0.1 %");
  expect(percent(0)).toBe("0.0 %");
  expect(percent(0.4234)).toBe("42.3 %");
});
