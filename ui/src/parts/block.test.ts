import { expect, test } from "vitest";

import { gathered, range, stepped } from "./block";

test("rows that move together keep their order and become neighbours", () => {
  expect(gathered(["a", "b", "c", "d", "e"], [1, 3], 0)).toEqual(["b", "d", "a", "c", "e"]);
  expect(gathered(["a", "b", "c", "d", "e"], [0, 1], 3)).toEqual(["c", "d", "e", "a", "b"]);
});

test("one step moves neighbours by one, and gathers rows that are apart", () => {
  expect(stepped(5, [1, 2], -1)).toBe(0);
  expect(stepped(5, [1, 2], 1)).toBe(2);
  expect(gathered(["a", "b", "c", "d", "e"], [0, 2], stepped(5, [0, 2], -1)!)).toEqual([
    "a",
    "c",
    "b",
    "d",
    "e",
  ]);
  expect(gathered(["a", "b", "c", "d", "e"], [0, 2], stepped(5, [0, 2], 1)!)).toEqual([
    "b",
    "a",
    "c",
    "d",
    "e",
  ]);
});

test("at the end of the list nothing moves further", () => {
  expect(stepped(3, [0, 1], -1)).toBeNull();
  expect(stepped(3, [1, 2], 1)).toBeNull();
  expect(stepped(3, [], 1)).toBeNull();
});

test("a range holds all between, whichever way it was drawn", () => {
  expect(range(["a", "b", "c", "d"], "d", "b")).toEqual(["b", "c", "d"]);
  expect(range(["a", "b", "c", "d"], "gone", "b")).toEqual(["b"]);
  expect(range(["a", "b"], null, "a")).toEqual(["a"]);
});
