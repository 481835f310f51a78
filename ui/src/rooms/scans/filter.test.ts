import { expect, test } from "vitest";

import { asked, chipsOf, EVERYTHING, sorted, withChoice, withSeverity, type View } from "./filter";

test("every condition has a chip that drops it and nothing else", () => {
  const filter = { severity: ["CRITICAL", "HIGH"], fix: true, exploited: false, layer: null, text: " ssl " };
  const chips = chipsOf(filter);
  expect(chips.map(({ label }) => label)).toEqual([
    "Critical",
    "High",
    "Fix available",
    "Not exploited",
    "“ssl”",
  ]);
  expect(chips[0]?.rest).toEqual({ ...filter, severity: ["HIGH"] });
  expect(chips[4]?.rest).toEqual({ ...filter, text: "" });
});

test("a choice that is pressed again no longer narrows", () => {
  const fixed = withChoice(EVERYTHING, "fix", true);
  expect(fixed.fix).toBe(true);
  expect(withChoice(fixed, "fix", false).fix).toBe(false);
  expect(withChoice(fixed, "fix", true)).toEqual(EVERYTHING);
  expect(withSeverity(withSeverity(EVERYTHING, "LOW"), "LOW")).toEqual(EVERYTHING);
});

test("blanks are not searched for", () => {
  expect(asked("r", { ...EVERYTHING, text: "  " }).text).toBeNull();
  expect(asked("r", { ...EVERYTHING, text: " open ssl " }).text).toBe("open ssl");
});

test("sorting begins with what is worst or newest, and turns round at the second press", () => {
  const view: View = { filter: EVERYTHING, sort: "severity", descending: true, chosen: null };
  expect(sorted(view, "package")).toEqual({ sort: "package", descending: false });
  expect(sorted(view, "epss")).toEqual({ sort: "epss", descending: true });
  expect(sorted(view, "severity")).toEqual({ sort: "severity", descending: false });
});
