import { expect, test } from "vitest";

import type { ParentChoice } from "@/contract";

import { copyName, nameFault, versionFault } from "./names";
import { parentGroups, referenceTo } from "./parents";

test("a name is refused before AWS would refuse it, and when it is another's to AWS", () => {
  expect(nameFault("", [])).toBeUndefined();
  expect(nameFault("payments web", [])).toBeUndefined();
  expect(nameFault("ab", [])).toContain("3 to 128");
  expect(nameFault("zahlungen/web", [])).toContain("3 to 128");
  expect(nameFault("payments-web", ["payments-web"])).toBe("The workspace has an image of this name.");
  expect(nameFault("Payments_Web", ["payments-web"])).toBe("To AWS this is the same name as payments-web.");
});

test("a version is three numbers, or leaves the last ones to AWS", () => {
  expect(["1.0.0", "1.0.x", "1.x.x"].map(versionFault)).toEqual([undefined, undefined, undefined]);
  expect(["1.0", "1.x.0", "x.x.x", "1.0.0-rc"].map((one) => versionFault(one) === undefined)).toEqual([
    false,
    false,
    false,
    false,
  ]);
});

test("a copy gets a name that is free", () => {
  expect(copyName("web", ["web"])).toBe("web-copy");
  expect(copyName("web", ["web", "Web_Copy"])).toBe("web-copy-2");
});

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

test("an AMI, a parameter or an ARN can be given as it is", () => {
  expect(parentGroups(parents, "ami-0123456789abcdef0").keys).toEqual(["ami-0123456789abcdef0"]);
  expect(parentGroups(parents, "ssm:/golden/ubuntu").keys).toEqual(["ssm:/golden/ubuntu"]);
  expect(parentGroups(parents, "nonsense").keys).toEqual([]);
});

test("an overlay begins on the image it was asked for", () => {
  expect(referenceTo("golden-ubuntu", parents)).toBe("ImageRecipe/golden-ubuntu/1.x.x");
  expect(referenceTo("other", parents)).toBe("ImageRecipe/other/x.x.x");
});
