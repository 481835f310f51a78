import { act, renderHook } from "@testing-library/react";
import { afterEach, expect, test, vi } from "vitest";

import { fits } from "./ListFilter";
import { pagesWithin, usePageRange, widened } from "./paging";

afterEach(() => vi.useRealTimers());

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

test("a fast scroll asks for a few pages on its way, and for those where it ends", () => {
  vi.useFakeTimers();
  const { result } = renderHook(() => usePageRange(100));
  const seen = new Set<number>();
  for (let frame = 1; frame <= 60; frame += 1) {
    act(() => result.current[1](frame * 1_000, frame * 1_000 + 60));
    seen.add(result.current[0].from);
    act(() => void vi.advanceTimersByTime(16));
  }
  expect(seen.size).toBeLessThan(20);
  expect(seen.size).toBeGreaterThan(5);
  act(() => void vi.advanceTimersByTime(200));
  expect(result.current[0]).toEqual({ from: 60_000, to: 60_100 });
});
