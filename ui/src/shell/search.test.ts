import { expect, test } from "vitest";

import { score } from "./search";

test("every word must occur, in any order", () => {
  expect(score("golden-ubuntu-22-04 Image 1.8.0", "ubuntu image")).toBeGreaterThan(0);
  expect(score("golden-ubuntu-22-04 Image 1.8.0", "ubuntu run")).toBe(0);
});

test("a name that begins with the words comes before one that holds them", () => {
  expect(score("payments-web Image", "pay")).toBeGreaterThan(score("web-payments Image", "pay"));
  expect(score("web-payments Image", "pay")).toBeGreaterThan(score("repayments", "pay"));
});

test("without words everything answers", () => {
  expect(score("anything", "  ")).toBe(1);
});
