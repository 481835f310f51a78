import { expect, test } from "vitest";

import { gapAt, landing } from "./drag";

// Four rows of 30 pixels, the first at 100.
const spans = [0, 1, 2, 3].map((row) => ({ top: 100 + row * 30, bottom: 130 + row * 30 }));

test("a row that has not passed the middle of its neighbour stays", () => {
  expect(landing(spans, [1], 1, 0)).toBe(1);
  expect(landing(spans, [1], 1, 29)).toBe(1);
});

test("a row lands where its middle is, upwards and downwards, and no further than the ends", () => {
  expect(landing(spans, [1], 1, 31)).toBe(2);
  expect(landing(spans, [1], 1, -31)).toBe(0);
  expect(landing(spans, [0], 0, 884)).toBe(3);
  expect(landing(spans, [3], 3, -255)).toBe(0);
});

test("rows that go together land among the others", () => {
  expect(landing(spans, [0, 1], 0, 29)).toBe(0);
  expect(landing(spans, [0, 1], 1, 31)).toBe(1);
  expect(landing(spans, [1, 3], 3, -90)).toBe(0);
});

test("the gap nearest to the pointer counts from above", () => {
  expect(gapAt(spans, 90)).toBe(0);
  expect(gapAt(spans, 116)).toBe(1);
  expect(gapAt(spans, 400)).toBe(4);
  expect(gapAt([], 400)).toBe(0);
});
