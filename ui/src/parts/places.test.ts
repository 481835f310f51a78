import { Text } from "@codemirror/state";
import { expect, test } from "vitest";

import { offsetOf, placeOf, smallestChange } from "./places";

const doc = Text.of(["name: 🦀 sshd", "", "last"]);

test("columns count characters, not UTF-16 units", () => {
  expect(doc.sliceString(offsetOf(doc, { line: 1, column: 9 }))).toBe("sshd\n\nlast");
});

test("a place and its offset lead to each other", () => {
  expect(placeOf(doc, doc.toString().indexOf("sshd"))).toEqual({ line: 1, column: 9 });
  for (const place of [
    { line: 1, column: 1 },
    { line: 1, column: 8 },
    { line: 2, column: 1 },
    { line: 3, column: 5 },
  ]) {
    expect(placeOf(doc, offsetOf(doc, place))).toEqual(place);
  }
});

test("a place outside the text becomes the nearest one inside", () => {
  expect(offsetOf(doc, { line: 0, column: 1 })).toBe(0);
  expect(offsetOf(doc, { line: 2, column: 40 })).toBe(doc.line(2).from);
  expect(offsetOf(doc, { line: 99, column: 1 })).toBe(doc.length);
});

test("a change replaces only what differs, so that the cursor stays", () => {
  const before = "a: 1\nb: 2\nc: 3\n";
  const change = smallestChange(before, "a: 1\nb: 20\nc: 3\n");
  expect(change).toEqual({ from: 9, to: 9, insert: "0" });
  expect(smallestChange("aa", "aaa").insert).toBe("a");
  expect(smallestChange("same", "same")).toEqual({ from: 4, to: 4, insert: "" });
});
