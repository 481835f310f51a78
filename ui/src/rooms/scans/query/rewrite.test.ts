import { expect, test } from "vitest";

import { parse } from "@tests/fake/scans/query";

import { completed, heldBy, joined, marksOf, toggled, withoutTerm } from "./rewrite";

const press = (text: string, key: string, value: string, how: "in" | "out" = "in") =>
  toggled(text, parse(text).terms, key, value, how);

test("a facet is written where its key already stands, and taken out again", () => {
  expect(press("", "severity", "critical")).toBe("severity:critical");
  expect(press("severity:critical fix:yes", "severity", "high")).toBe("severity:critical,high fix:yes");
  expect(press("severity:critical,high fix:yes", "severity", "critical")).toBe("severity:high fix:yes");
  expect(press("severity:high fix:yes", "severity", "high")).toBe("fix:yes");
  expect(press("openssl -status:accepted", "status", "accepted", "out")).toBe("openssl");
});

test("asking for what was excluded turns it round", () => {
  expect(press("-severity:low", "severity", "low")).toBe("severity:low");
  expect(press("severity:low fix:yes", "severity", "low", "out")).toBe("fix:yes -severity:low");
});

test("what a person typed within brackets or beside an or is not touched", () => {
  const text = "severity:high or pkg:nginx";
  expect(heldBy(text, parse(text).terms, "severity", "high")).toBeNull();
  expect(press(text, "fix", "yes")).toBe("(severity:high or pkg:nginx) fix:yes");
  expect(press("severity:>=high", "severity", "low")).toBe("severity:>=high severity:low");
});

test("places are characters, whatever stands before them", () => {
  const text = '"😀 party" severity:high';
  expect(press(text, "severity", "low")).toBe('"😀 party" severity:high,low');
});

test("values that need quotes get them, and are found with them", () => {
  const text = press("", "image", "=payments web");
  expect(text).toBe('image:="payments web"');
  expect(heldBy(text, parse(text).terms, "image", "=payments web")).toBe("in");
});

test("a term goes with the sign before it", () => {
  const text = "fix:yes not pkg:vim kev:yes";
  const term = parse(text).terms[1];
  expect(term && withoutTerm(text, term)).toBe("fix:yes kev:yes");
});

test("drilling down keeps what was asked for", () => {
  expect(joined("fix:yes", "pkg:=openssl")).toBe("fix:yes pkg:=openssl");
  expect(joined("a or b", "pkg:=openssl")).toBe("(a or b) pkg:=openssl");
  expect(joined(" ", "pkg:=openssl")).toBe("pkg:=openssl");
});

test("an offer is taken by whoever types on faster than it is answered", () => {
  const offer = { start: 9, end: 10, text: "high", detail: null };
  expect(completed(offer, "severity:h fix:yes", "severity:h fix:yes")?.text).toBe("severity:high fix:yes");
  expect(completed(offer, "severity:h fix:yes", "severity:hig fix:yes")).toEqual({
    text: "severity:high fix:yes",
    cursor: 13,
  });
  expect(completed(offer, "severity:h fix:yes", "severity:hm fix:yes")).toBeNull();
  expect(completed(offer, "severity:h fix:yes", "kev:h fix:yes")).toBeNull();
});

test("the marks are the text, cut", () => {
  const text = "fix:yes -kev:no nginx";
  const { terms } = parse(text);
  const marks = marksOf(text, terms, { start: 16, end: 21 });
  expect(marks.map((mark) => mark.text).join("")).toBe(text);
  expect(marks.map((mark) => mark.kind)).toEqual(["term", "rest", "not", "rest", "error"]);
});
