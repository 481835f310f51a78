import { expect, test } from "vitest";

import { score } from "./search";

test("every word must occur, in any order", () => {
  expect(score("golden-ubuntu-22-04", "ubuntu image", "Image 1.8.0")).toBeGreaterThan(0);
  expect(score("golden-ubuntu-22-04", "ubuntu run", "Image 1.8.0")).toBe(0);
});

test("a name that begins with the words comes before one that holds them", () => {
  expect(score("payments-web", "pay", "Image")).toBeGreaterThan(score("web-payments", "pay", "Image"));
  expect(score("web-payments", "pay", "Image")).toBeGreaterThan(score("repayments", "pay"));
});

test("an image and its pipeline of the same name answer equally well, so that the image stays first", () => {
  const image = score("payments-web", "payments-web", "Image 2.1.0");
  expect(image).toBe(score("payments-web", "payments-web", "Pipeline"));
});

test("without words everything answers", () => {
  expect(score("anything", "  ")).toBe(1);
});
