import { expect, test } from "vitest";

import type { Comparison, Sides } from "@/contract";

import {
  commit,
  defaultLeft,
  files,
  isSame,
  keyOfSide,
  labelOf,
  leftCandidates,
  mayBeRevision,
  published,
  sideGroups,
} from "./sides";

const ID = "9f3c2a719f3c2a719f3c2a719f3c2a719f3c2a71";
const sides: Sides = {
  revisions: [{ id: ID, summary: "Pin payments-service", author: "Grace", at: "2026-11-22T14:05:00Z" }],
  published: [
    { version: "2.0.3", at: "2026-11-20T08:00:00Z" },
    { version: "2.0.2", at: null },
  ],
  recipes: ["search-api"],
};
const none: Sides = { revisions: [], published: [], recipes: ["search-api"] };
const titles = (query: string, from = sides) =>
  sideGroups("web", from, query, (at) => at).flatMap((group) => group.choices.map((one) => one.title));

test("the last commit is looked at first, then the newest version in AWS", () => {
  expect(leftCandidates("web", sides)).toEqual([commit("web", "HEAD"), published("web", "2.0.3")]);
  expect(leftCandidates("web", { ...sides, revisions: [] })).toEqual([published("web", "2.0.3")]);
  expect(leftCandidates("web", none)).toEqual([]);
});

test("where nothing differs from the last commit the published version is shown", () => {
  const [head, aws] = leftCandidates("web", sides);
  expect(defaultLeft([head!, aws!], ["differs", "waiting"])).toBe(head);
  expect(defaultLeft([head!, aws!], ["same", "waiting"])).toBe(null);
  expect(defaultLeft([head!, aws!], ["same", "differs"])).toBe(aws);
  expect(defaultLeft([head!, aws!], ["same", "same"])).toBe(head);
  expect(defaultLeft([head!, aws!], ["failed", "same"])).toBe(aws);
  expect(defaultLeft([head!, aws!], ["failed", "failed"])).toBe(head);
  expect(defaultLeft([], [])).toBe(null);
});

test("a side is named in a few words, and its recipe when that is another one", () => {
  expect(labelOf(files("web"), "web")).toBe("files now");
  expect(labelOf(files("api"), "web")).toBe("api, files now");
  expect(labelOf(commit("web", ID), "web")).toBe("9f3c2a71");
  expect(labelOf(commit("web", "release/2026"), "web")).toBe("release/2026");
  expect(labelOf(published("web", "2.0.3"), "web")).toBe("2.0.3 in AWS");
  expect(labelOf(published("web", null), "web")).toBe("newest in AWS");
});

test("the picker finds commits by their words, their author and their id", () => {
  expect(titles("")).toEqual(["Files now", "HEAD", "2.0.3", "2.0.2", "Pin payments-service", "search-api"]);
  expect(titles("grace pin")).toEqual(["Pin payments-service"]);
  expect(titles(ID.slice(0, 10))).toContain("Pin payments-service");
});

test("what is typed is offered as a revision where it can be one", () => {
  expect(titles("release/2026")).toEqual(["release/2026"]);
  expect(titles("two words")).toEqual([]);
  for (const text of ["", "-x", "a..b", "a b", "a*", "a\u0000"]) expect(mayBeRevision(text)).toBe(false);
  for (const text of ["HEAD~2", "v1.0.0", "main@{1}", "feature/x"]) expect(mayBeRevision(text)).toBe(true);
});

test("states of another recipe and of another time have other keys", () => {
  const all = [files("a"), files("b"), commit("a", "HEAD"), published("a", null), published("a", "1.0.0")];
  expect(new Set(all.map(keyOfSide)).size).toBe(all.length);
});

test("only what is the same in everything is the same", () => {
  const state = { recipe: "web", version: "1.0.0", parent_image: "p" };
  const same: Comparison = { left: state, right: state, layers: [], fields: [], effects: [], unchanged: 3 };
  expect(isSame(same)).toBe(true);
  expect(isSame({ ...same, right: { ...state, version: "1.0.1" } })).toBe(false);
  expect(isSame({ ...same, fields: [{ field: "description", left: null, right: "x" }] })).toBe(false);
});
