import { expect, test } from "vitest";

import type { ParentChoice } from "@/contract";

import { parentGroups, referenceTo } from "./parents";

const parent = (reference: string, more: Partial<ParentChoice> = {}): ParentChoice => ({
  reference,
  label: reference.split("/")[1] ?? reference,
  origin: "workspace",
  owner: null,
  version: null,
  platform: "Linux",
  os: null,
  architecture: null,
  layers: null,
  ...more,
});
const parents = [
  parent("arn:aws:imagebuilder:eu-west-1:aws:image/ubuntu/x.x.x", { origin: "amazon" }),
  parent("ImageRecipe/golden-ubuntu/1.x.x", { layers: 1, os: "Ubuntu 22.04" }),
];

test("images to stand on are listed by where they come from, the workspace first", () => {
  const { groups, keys } = parentGroups(parents, "");
  expect(groups.map((group) => group.title)).toEqual([
    "Golden images and others of this workspace",
    "From Amazon",
  ]);
  expect(keys[0]).toBe("ImageRecipe/golden-ubuntu/1.x.x");
  expect(groups[0]?.choices[0]?.about).toBe("Ubuntu 22.04 · 1 layer");
});

test("what Canonical publishes is not called Amazon's for being found through AWS", () => {
  const offered = [
    parent("ssm:/aws/service/debian/release/12/latest/amd64", { origin: "amazon", owner: "Debian" }),
    parent("ssm:/aws/service/canonical/ubuntu", { origin: "amazon", owner: "Canonical" }),
    parent("ssm:/aws/service/ami-amazon-linux-latest/al2023", { origin: "amazon", owner: "Amazon" }),
    parent("prod-abc", { origin: "unknown" }),
  ];
  const titles = parentGroups(offered, "").groups.map((group) => group.title);
  expect(titles).toEqual(["From Amazon", "From Canonical", "From Debian", "Others"]);
});

test("an AMI, a parameter or an ARN can be given as it is", () => {
  expect(parentGroups(parents, "ami-0123456789abcdef0").keys).toEqual(["ami-0123456789abcdef0"]);
  expect(parentGroups(parents, "ssm:/golden/ubuntu").keys).toEqual(["ssm:/golden/ubuntu"]);
  expect(parentGroups(parents, "nonsense").keys).toEqual([]);
});

test("an overlay begins on the image it was asked for", () => {
  expect(referenceTo("golden-ubuntu", parents)).toBe("ImageRecipe/golden-ubuntu/1.x.x");
  expect(referenceTo("other", parents)).toBe("ImageRecipe/other/x.x.x");
});
