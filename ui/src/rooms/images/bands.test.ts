import { expect, test } from "vitest";

import type { RecipeView } from "@/contract";
import { fakeRecipes } from "@tests/fake/recipes";

import { bandsOf, describe, layerNote, pinText, rowOf, withMoves } from "./bands";

const view = (): RecipeView => fakeRecipes().handlers["recipe.get"]!({ recipe: "payments-web" });
const names = (recipe: RecipeView, kind: string) =>
  bandsOf(recipe)
    .find((band) => band.kind === kind)
    ?.items.map((row) => row.layer.name);

test("a wildcard stands beside what it resolves to, also when that is nothing", () => {
  expect(pinText({ written: "1.12.0", wildcard: false, resolved: "1.12.0" })).toBe("1.12.0");
  expect(pinText({ written: "3.4.x", wildcard: true, resolved: "3.4.7" })).toBe("3.4.x → 3.4.7");
  expect(pinText({ written: "9.x.x", wildcard: true, resolved: null })).toBe("9.x.x → nothing");
});

test("a layer that is held to one version says so, one that follows the workspace does not", () => {
  const [band] = bandsOf(view()).filter((one) => one.kind === "own");
  const row = band!.items[0]!;
  const said = (reference: string, wildcard = false) =>
    describe({ ...row, layer: { ...row.layer, reference, pin: { ...row.layer.pin, wildcard } } }, band!);
  expect(said("Component/payments-service/3.4.7")).toContain(", pinned");
  expect(said("Component/payments-service")).not.toContain("pinned");
  expect(said("Component/payments-service/3.4.x", true)).not.toContain("pinned");
});

test("the stack shows tests above your layers above golden above the parent", () => {
  expect(bandsOf(view()).map((band) => band.kind)).toEqual(["tests", "own", "golden", "parent"]);
});

test("what runs later lies higher", () => {
  expect(names(view(), "own")).toEqual(["payments-service", "openjdk-runtime", "nginx-tls"]);
  expect(names(view(), "golden")?.at(-1)).toBe("os-updates");
});

test("a recipe without layers still has a place to put the first one", () => {
  const empty = { ...view(), strata: view().strata.filter((stratum) => stratum.locked) };
  expect(bandsOf(empty).map((band) => band.kind)).toEqual(["own", "golden", "parent"]);
});

test("a layer keeps its key while it moves, and two of one component are told apart", () => {
  const before = bandsOf(view())
    .find((band) => band.kind === "own")!
    .items.map((row) => row.key);
  const after = bandsOf(withMoves(view(), [0], 2))
    .find((band) => band.kind === "own")!
    .items.map((row) => row.key);
  expect(after.toSorted()).toEqual(before.toSorted());
  const fake = fakeRecipes();
  const twice = fake.handlers["recipe.add_layer"]!({
    recipe: "payments-web",
    component: "Component/nginx-tls",
    slot: null,
  });
  const keys = bandsOf(twice).flatMap((band) => band.items.map((row) => row.key));
  expect(new Set(keys).size).toBe(keys.length);
});

test("a move is shown at once as it will be answered", () => {
  const fake = fakeRecipes();
  for (const [from, to] of [
    [0, 2],
    [2, 0],
    [1, 2],
    [3, 0],
  ] as const) {
    const before = fake.handlers["recipe.get"]!({ recipe: "payments-web" });
    const shown = withMoves(before, [from], to);
    const answered = fake.handlers["recipe.move_layers"]!({ recipe: "payments-web", slots: [from], to });
    expect(names(shown, "own")).toEqual(names(answered, "own"));
    expect(shown.strata.flatMap((s) => s.layers.map((l) => l.slot))).toEqual(
      answered.strata.flatMap((s) => s.layers.map((l) => l.slot)),
    );
  }
  expect(withMoves(view(), [0], 99)).toEqual(view());
});

test("what is wrong with a layer is said before what is set of it", () => {
  const layers = view().strata.flatMap((stratum) => stratum.layers);
  const of = (name: string) => layerNote(layers.find((layer) => layer.name === name)!);
  expect(of("openjdk-runtime")).toEqual({ text: "needs HeapSize", tone: "bad" });
  expect(of("nginx-tls")).toEqual({ text: "4 of 4", unit: " parameters", tone: "plain" });
  expect(of("sshd-hardening").text).toBe("MaxAuthTries 3");
  expect(of("os-updates").text).toBe("");
});

test("a screen reader hears where a layer lies, counted from the one that runs first", () => {
  const bands = bandsOf(view());
  const said = (key: string) => {
    const { band, row } = rowOf(bands, key)!;
    return describe(row, band);
  };
  expect(said("own:payments-web/nginx-tls#1")).toBe("1 of 3 in Your layers, pinned");
  expect(said("golden:golden-ubuntu-22-04/os-updates#1")).toBe("1 of 6 in Golden, locked");
});
