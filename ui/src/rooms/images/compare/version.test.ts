import { expect, test } from "vitest";

import type { UpdateProposal, VersionAdvice } from "@/contract";

import { editsOf, proposedVersion, standingOf, versionChoices, versionIn } from "./version";

const advice: VersionAdvice = {
  current: "1.4.0",
  automatic: false,
  published: "1.4.0",
  needed: true,
  size: "minor",
  reasons: [],
  next: [
    { size: "patch", version: "1.4.1" },
    { size: "minor", version: "1.5.0" },
    { size: "major", version: "2.0.0" },
  ],
};

test("the proposed version grows as much as the change does", () => {
  expect(proposedVersion(advice)).toBe("1.5.0");
  expect(proposedVersion({ ...advice, size: null })).toBe("1.4.1");
});

test("a version that AWS does not hold yet is kept, and can be", () => {
  const free = { ...advice, needed: false };
  expect(proposedVersion(free)).toBe("1.4.0");
  expect(versionChoices(free)[0]).toEqual({ key: "1.4.0", label: "Keep 1.4.0" });
  expect(versionChoices(advice).map((one) => one.key)).toEqual(["1.4.1", "1.5.0", "2.0.0"]);
});

test("a version that AWS numbers is left to AWS", () => {
  const automatic = { ...advice, current: "1.4.x", automatic: true, needed: false, next: [] };
  expect(proposedVersion(automatic)).toBe("1.4.x");
});

test("parent and version are changed together, as one edit", () => {
  const proposal = { new_reference: "ImageRecipe/golden/1.8.2", version: advice } as UpdateProposal;
  expect(editsOf(proposal, "1.5.0")).toEqual([
    { path: ["parentImage"], value: "ImageRecipe/golden/1.8.2" },
    { path: ["semanticVersion"], value: "1.5.0" },
  ]);
  expect(editsOf(proposal, "1.4.0")).toHaveLength(1);
});

test("a reference moves, follows by itself, or is the newest already", () => {
  const at = (reference: string, new_reference: string) =>
    standingOf({ reference, new_reference } as UpdateProposal);
  expect(at("ImageRecipe/golden/1.7.0", "ImageRecipe/golden/1.8.2")).toBe("moves");
  expect(at("ImageRecipe/golden/1.x.x", "ImageRecipe/golden/1.x.x")).toBe("follows");
  expect(at("ImageRecipe/golden", "ImageRecipe/golden")).toBe("follows");
  expect(at("ImageRecipe/golden/1.8.2", "ImageRecipe/golden/1.8.2")).toBe("newest");
});

test("the version of an image of AWS is found before its build number", () => {
  expect(versionIn("arn:aws:imagebuilder:eu-west-1:111122223333:image/golden/1.8.2/1")).toBe("1.8.2");
  expect(versionIn("arn:aws:imagebuilder:eu-west-1:111122223333:image/golden/x.x.x")).toBe(null);
});
