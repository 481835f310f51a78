import { expect, test } from "vitest";

import { fits } from "./ListFilter";
import { pagesWithin, widened } from "./paging";

test("the rows on screen are covered by whole pages, and by no more", () => {
  expect(pagesWithin(0, 40, 200)).toEqual([0]);
  expect(pagesWithin(190, 210, 200)).toEqual([0, 1]);
  expect(pagesWithin(200, 400, 200)).toEqual([1]);
  expect(pagesWithin(999_990, 1_000_000, 200)).toEqual([4999]);
  expect(pagesWithin(0, 0, 200)).toEqual([]);
  expect(pagesWithin(300, 20, 200)).toEqual([]);
});

test("every word of a filter has to occur, in any of the texts", () => {
  expect(fits("web FAILED", "payments-web", "FAILED")).toBe(true);
  expect(fits("web available", "payments-web", "FAILED")).toBe(false);
  expect(fits("  ", "anything", null)).toBe(true);
});

test("scrolling within a page asks for nothing new", () => {
  expect(widened(10, 70, 200)).toEqual({ from: 0, to: 200 });
  expect(widened(20, 80, 200)).toEqual(widened(10, 70, 200));
  expect(widened(190, 250, 200)).toEqual({ from: 0, to: 400 });
  expect(widened(-5, 0, 200)).toEqual({ from: 0, to: 200 });
});
