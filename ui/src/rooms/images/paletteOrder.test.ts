import { expect, test } from "vitest";

import type { PaletteEntry } from "@/contract";

import { arranged, MOST, used } from "./paletteOrder";

const entry = (name: string, more: Partial<PaletteEntry> = {}): PaletteEntry => ({
  name,
  reference: `Component/${name}`,
  version: "1.0.0",
  description: null,
  origin: "workspace",
  owner: null,
  platform: "Linux",
  phases: ["build"],
  test: false,
  favourite: false,
  unfit: null,
  ...more,
});
const names = (entries: PaletteEntry[]) => entries.map((one) => one.name);

test("favourites of the team come first, then what was used last, then all", () => {
  const entries = [entry("a"), entry("b"), entry("c"), entry("d", { favourite: true })];
  const { groups, fit } = arranged(entries, "", "any", ["Component/c", "Component/b"]);
  expect(groups.map((group) => [group.title, names(group.entries)])).toEqual([
    ["Favourites of the team", ["d"]],
    ["Recently used", ["c", "b"]],
    ["All", ["a"]],
  ]);
  expect(names(fit)).toEqual(["d", "c", "b", "a"]);
});

test("a search finds in names, words and owners, those called like it first", () => {
  const entries = [
    entry("docker-compose", { favourite: true }),
    entry("nginx", { description: "beside docker" }),
    entry("docker"),
    entry("vim"),
  ];
  expect(names(arranged(entries, "docker", "any", []).fit)).toEqual(["docker", "docker-compose", "nginx"]);
  expect(names(arranged(entries, "DOCKER beside", "any", []).fit)).toEqual(["nginx"]);
});

test("an origin narrows what is offered", () => {
  const entries = [entry("a"), entry("b", { origin: "amazon" })];
  expect(names(arranged(entries, "", "amazon", []).fit)).toEqual(["b"]);
});

test("what one subscribed to on AWS Marketplace comes after Amazon's, and can be asked for alone", () => {
  const entries = [
    entry("ubuntu-pro", { origin: "marketplace" }),
    entry("update-linux", { origin: "amazon" }),
  ];
  expect(names(arranged(entries, "", "any", []).fit)).toEqual(["update-linux", "ubuntu-pro"]);
  expect(names(arranged(entries, "", "marketplace", []).fit)).toEqual(["ubuntu-pro"]);
  expect(names(arranged(entries, "marketplace", "any", []).fit)).toEqual(["ubuntu-pro"]);
});

test("what does not fit stands apart by its reason and is never among what can be added", () => {
  const entries = [entry("a"), entry("b", { unfit: "for Windows" }), entry("c", { unfit: "for Windows" })];
  const { fit, unfit } = arranged(entries, "", "any", []);
  expect(names(fit)).toEqual(["a"]);
  expect(unfit.map(([reason, those]) => [reason, names(those)])).toEqual([["for Windows", ["b", "c"]]]);
});

test("of thousands only the first are drawn, and how many more there are is said", () => {
  const entries = Array.from({ length: 2000 }, (_, at) => entry(`agent-${at}`));
  const { fit, more } = arranged(entries, "agent", "any", []);
  expect(fit).toHaveLength(MOST);
  expect(more).toBe(2000 - MOST);
});

test("what is used last is remembered once and first", () => {
  expect(used(["a", "b"], "b")).toEqual(["b", "a"]);
  expect(used(["a", "b", "c", "d", "e", "f", "g", "h"], "i")).toHaveLength(8);
});
