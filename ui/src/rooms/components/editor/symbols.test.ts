import { expect, test } from "vitest";

import type { SymbolView } from "@/contract";

import { afterMove, currentKey, neighbour, rowsOf } from "./symbols";

const symbol = (
  kind: SymbolView["kind"],
  name: string,
  from: number,
  to: number,
  children: SymbolView[] = [],
): SymbolView => ({
  kind,
  name,
  detail: "",
  range: { start: { line: from, column: 1 }, end: { line: to, column: 40 } },
  selection: { start: { line: from, column: 9 }, end: { line: from, column: 9 + name.length } },
  children,
});
const document = [
  symbol("parameter", "Port", 3, 5),
  symbol("phase", "build", 7, 20, [symbol("step", "Install", 9, 13), symbol("step", "Enable", 14, 20)]),
  symbol("phase", "validate", 21, 22),
  symbol("phase", "test", 23, 30, [symbol("step", "Answers", 25, 30)]),
];
const open = new Set<string>();
const titles = (folded: Set<string>) => rowsOf(document, folded).map((row) => `${row.level} ${row.title}`);

test("parameters stand under a head, steps under their phase", () => {
  expect(titles(open)).toEqual([
    "1 Parameters",
    "2 Port",
    "1 build",
    "2 Install",
    "2 Enable",
    "1 validate",
    "1 test",
    "2 Answers",
  ]);
  expect(rowsOf(document, open).map((row) => `${row.position}/${row.siblings}`)).toEqual([
    "1/4",
    "1/1",
    "2/4",
    "1/2",
    "2/2",
    "3/4",
    "4/4",
    "1/1",
  ]);
});

test("a folded head keeps its place and hides what is below it", () => {
  expect(titles(new Set(["parameter", "phase/0"]))).toEqual([
    "1 Parameters",
    "1 build",
    "1 validate",
    "1 test",
    "2 Answers",
  ]);
});

test("the outline follows the cursor to the deepest row that holds it", () => {
  const rows = rowsOf(document, open);
  expect(currentKey(rows, { line: 15, column: 3 })).toBe("phase/0/1");
  expect(currentKey(rows, { line: 8, column: 1 })).toBe("phase/0");
  expect(currentKey(rows, { line: 4, column: 1 })).toBe("parameter/0");
  expect(currentKey(rows, { line: 1, column: 1 })).toBeNull();
  expect(currentKey(rowsOf(document, new Set(["phase/0"])), { line: 15, column: 3 })).toBe("phase/0");
});

test("a step moves within its phase, over the end into the next one, and not beyond the document", () => {
  const counts = [2, 0, 1];
  expect(neighbour(counts, { phase: 0, step: 0 }, 1)).toEqual({ phase: 0, step: 1 });
  expect(neighbour(counts, { phase: 0, step: 1 }, 1)).toEqual({ phase: 1, step: 0 });
  expect(neighbour(counts, { phase: 2, step: 0 }, -1)).toEqual({ phase: 1, step: 0 });
  expect(neighbour([2, 1], { phase: 1, step: 0 }, -1)).toEqual({ phase: 0, step: 2 });
  expect(neighbour(counts, { phase: 0, step: 0 }, -1)).toBeNull();
  expect(neighbour(counts, { phase: 2, step: 0 }, 1)).toBeNull();
  expect(afterMove(counts, { phase: 0, step: 1 }, { phase: 1, step: 0 })).toEqual([1, 1, 1]);
});
