import { expect, test } from "vitest";

import type { FieldProblem } from "@/contract";

import {
  entriesAt,
  keyOfPath,
  orNothing,
  problemsAt,
  problemsWithin,
  textAt,
  textsAt,
  wholeNumber,
} from "./path";

const value = {
  description: "x",
  blockDeviceMappings: [{ ebs: { volumeSize: 30, encrypted: true } }],
  amiTags: { "a.b": "1", Owner: "me" },
  instanceTypes: ["t3.large", { odd: 1 }],
};

test("a scalar is found by its path and shown as it is written", () => {
  expect(textAt(value, ["blockDeviceMappings", "0", "ebs", "volumeSize"])).toBe("30");
  expect(textAt(value, ["blockDeviceMappings", "0", "ebs", "encrypted"])).toBe("true");
  expect(textAt(value, ["blockDeviceMappings", "1", "ebs"])).toBeNull();
  expect(textAt(value, ["description", "length"])).toBeNull();
  expect(textAt(value, ["toString"])).toBeNull();
});

test("a tag may have a dot in its name, and what is no text keeps its place in a list", () => {
  expect(entriesAt(value, ["amiTags"])).toEqual([
    ["a.b", "1"],
    ["Owner", "me"],
  ]);
  expect(keyOfPath(["a.b"])).not.toBe(keyOfPath(["a", "b"]));
  expect(textsAt(value, ["instanceTypes"])).toEqual(["t3.large", ""]);
});

test("a problem stands at its own field only", () => {
  const at = (...path: string[]): FieldProblem => ({ path, diagnostic: {} as never });
  const problems = [at("tags"), at("tags", "Owner"), at("tagsX")];
  expect(problemsAt(problems, ["tags"])).toEqual([problems[0]]);
  expect(problemsWithin(problems, ["tags"])).toEqual([problems[0], problems[1]]);
  expect(problemsWithin(problems, [])).toHaveLength(3);
});

test("an emptied field is nothing, and numbers are taken as people write them", () => {
  expect(orNothing("  ")).toBeNull();
  expect(orNothing(" /tmp ")).toBe("/tmp");
  expect(wholeNumber("64,000")).toBe("64000");
  expect(wholeNumber("0030")).toBe("30");
  expect(wholeNumber("1.5")).toBeNull();
  expect(wholeNumber("1,5")).toBeNull();
  expect(wholeNumber("-3")).toBeNull();
});
