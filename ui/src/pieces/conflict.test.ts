import { expect, test } from "vitest";

import type { FileView } from "@/contract";

import { conflictChoices, conflictViews } from "./conflict";

const view: FileView = {
  file: "recipes/web.yaml",
  text: "mine",
  saved_text: "theirs",
  base_text: "base",
  unsaved: true,
  undo: "typing",
  redo: null,
  edits: 1,
  changed_on_disk: true,
  diagnostics: [],
};
const pairs = (of: FileView) => conflictViews(of).map((one) => [one.left, one.right]);

test("mine, theirs and where both began can be looked at", () => {
  expect(pairs(view)).toEqual([
    ["theirs", "mine"],
    ["base", "mine"],
    ["base", "theirs"],
  ]);
});

test("where the beginning is not known the two texts stand side by side", () => {
  expect(pairs({ ...view, base_text: null })).toEqual([["theirs", "mine"]]);
});

test("of a deleted file there is only mine, and the choices say so", () => {
  const gone = { ...view, saved_text: null };
  expect(conflictViews(gone)).toEqual([]);
  expect(conflictChoices(gone).map((one) => one.label)).toEqual([
    "Leave it deleted",
    "Keep a copy",
    "Save it again",
  ]);
});

test("keeping both says where mine goes", () => {
  expect(conflictChoices(view).find((one) => one.key === "keep_both")?.hint).toContain("web.yaml.mine");
});
