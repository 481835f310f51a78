import { expect, test } from "vitest";

import { library, summaryOf } from "@tests/fake/data/library";

import { emptyForm, nameFault, proposedDescription, proposedName, startOf, versionFault } from "./form";

const components = library.map((one) => summaryOf(one));
const form = emptyForm(undefined);

test("nothing is drafted before there is something to start from", () => {
  expect(startOf(form)).toBeNull();
  expect(startOf({ ...form, start: "script", script: " \n" })).toBeNull();
  expect(startOf({ ...form, start: "script", script: "ls" })).toEqual({
    kind: "script",
    language: null,
    text: "ls",
  });
});

test("the name follows the script's file or what is copied", () => {
  const script = { ...form, start: "script" as const };
  expect(proposedName({ ...script, scriptFile: "Install nginx (v2).sh" }, components)).toBe(
    "Install-nginx-v2",
  );
  expect(proposedName(script, components)).toBe("");
  const copied = components.find((one) => one.name === "update-linux");
  expect(proposedName(emptyForm(copied), components)).toBe("update-linux");
  expect(proposedDescription(emptyForm(copied), components)).toBe("Updates all packages.");
  expect(proposedDescription(script, components)).toBe("");
});

test("a name that AWS would refuse or the workspace has is told before anything is written", () => {
  expect(nameFault("", components)).toBeUndefined();
  expect(nameFault("ok-name", components)).toBeUndefined();
  expect(nameFault("a/../b", components)).toMatch(/letters/);
  expect(nameFault("nginx-tls", components)).toMatch(/has a component/);
  expect(nameFault("update-linux", components)).toBeUndefined();
  expect(versionFault("1.0.0")).toBeUndefined();
  expect(versionFault("1.0.x")).toBeDefined();
});
