import { expect, test } from "vitest";

import type { DecisionView } from "@/contract";

import { dateIn, EMPTY_FORM, problemsOf, requestOf } from "./form";
import { inOrder } from "./order";

const NOW = new Date(2026, 10, 23, 12);

test("not affected needs one of OpenVEX's reasons", () => {
  const form = { ...EMPTY_FORM, state: "not_affected" as const };
  expect(problemsOf(form, NOW).justification).toBeDefined();
  expect(problemsOf({ ...form, justification: "component_not_present" }, NOW)).toEqual({});
});

test("a risk is accepted for a reason and until a day to come", () => {
  const form = { ...EMPTY_FORM, state: "accepted" as const };
  expect(Object.keys(problemsOf(form, NOW))).toEqual(["reason", "expires"]);
  const whole = { ...form, reason: "behind the load balancer", expires: "2027-01-31" };
  expect(problemsOf(whole, NOW)).toEqual({});
  for (const expires of ["2026-11-23", "2020-01-01", "2027-02-30", "soon", "31.1.2027"]) {
    expect(problemsOf({ ...whole, expires }, NOW).expires).toBeDefined();
  }
});

test("looking into something needs nothing", () => {
  expect(problemsOf(EMPTY_FORM, NOW)).toEqual({});
});

test("only what the state asks for is written", () => {
  const request = requestOf(
    { ...EMPTY_FORM, state: "accepted", justification: "component_not_present", reason: " why " },
    { findings: ["a"] },
  );
  expect(request.justification).toBeNull();
  expect(request.reason).toBe("why");
  expect(request.expires).toBeNull();
});

test("days are counted where the reader is, over the end of a year", () => {
  expect(dateIn(90, NOW)).toBe("2027-02-21");
});

test("what has expired comes first, then what expires next", () => {
  const one = (
    decision: string,
    expires: string | null,
    expired = false,
    decided = "2026-01-01",
  ): DecisionView => ({
    decision,
    vulnerability: "CVE-2026-1",
    package: null,
    version: null,
    image: null,
    state: "accepted",
    justification: null,
    reason: "",
    author: null,
    decided,
    expires,
    expired,
    file: "",
    findings: 0,
    query: "",
  });
  const list = [
    one("for good, old", null),
    one("late", "2027-05-01"),
    one("for good, new", null, false, "2026-05-01"),
    one("soon", "2026-12-01"),
    one("over", "2026-10-01", true),
  ];
  expect(inOrder(list).map(({ decision }) => decision)).toEqual([
    "over",
    "soon",
    "late",
    "for good, new",
    "for good, old",
  ]);
});
