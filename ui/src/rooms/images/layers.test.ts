import { expect, test } from "vitest";

import type { Layer, LayerParameter } from "@/contract";
import { fakeRecipes } from "@tests/fake/recipes";

import { bandsOf, foldedAtFirst, moveOf, ownLayers } from "./bands";
import { pinChoices, pinned } from "./layers";
import { isSeveralLines, secretState } from "./parameter";

const get = (recipe: string, large = false) => fakeRecipes(large).handlers["recipe.get"]!({ recipe });
const layer = (name: string): Layer => ownLayers(get("payments-web")).find((one) => one.name === name)!;
const own = (recipe = get("payments-web")) => bandsOf(recipe).find((band) => band.kind === "own")!;

test("a version can follow, follow a part, or be pinned, and the way it is written is marked", () => {
  const choices = pinChoices(layer("payments-service"));
  expect(choices.map((choice) => choice.label)).toEqual([
    "Follow the workspace",
    "Follow 3.x.x",
    "Follow 3.4.x",
    "Pin to 3.4.7",
  ]);
  expect(choices.filter((choice) => choice.current).map((choice) => choice.version)).toEqual(["3.4.x"]);
});

test("what is not in the workspace follows the newest by a wildcard", () => {
  const amazon: Layer = {
    ...layer("nginx-tls"),
    origin: "amazon",
    reference: "arn:aws:imagebuilder:eu-west-1:aws:component/update-linux/1.0.2",
  };
  expect(pinChoices(amazon)[0]).toMatchObject({ version: "x.x.x", current: false });
  expect(pinned([amazon], false)).toEqual([{ slot: 0, version: "x.x.x" }]);
});

test("a layer whose version is not known cannot be pinned to it", () => {
  const unknown: Layer = { ...layer("nginx-tls"), pin: { written: "9.x.x", wildcard: true, resolved: null } };
  expect(pinned([unknown], true)).toEqual([]);
  expect(pinChoices(unknown)).toHaveLength(1);
});

test("rows from above become slots of the file, whatever lies between them there", () => {
  const view = get("payments-web");
  // Above to below: payments-service (2), openjdk-runtime (1), nginx-tls (0); the test is at 3.
  expect(moveOf(own(), ownLayers(view), [2], 0)).toEqual({ slots: [0], to: 2 });
  expect(moveOf(own(), ownLayers(view), [0, 1], 1)).toEqual({ slots: [1, 2], to: 0 });
  expect(moveOf(own(), ownLayers(view), [0, 2], 0)).toEqual({ slots: [0, 2], to: 1 });
});

test("a test that lies between two layers in the file stays where it is", () => {
  const fake = fakeRecipes();
  fake.handlers["recipe.move_layers"]!({ recipe: "payments-web", slots: [3], to: 1 });
  const view = fake.handlers["recipe.get"]!({ recipe: "payments-web" });
  // The file now: nginx-tls, payments-smoke, openjdk-runtime, payments-service.
  const move = moveOf(own(view), ownLayers(view), [2], 1);
  expect(move).toEqual({ slots: [0], to: 2 });
  const after = fake.handlers["recipe.move_layers"]!({ recipe: "payments-web", ...move });
  expect(own(after).items.map((row) => row.layer.name)).toEqual([
    "payments-service",
    "nginx-tls",
    "openjdk-runtime",
  ]);
});

test("of a lineage of ten only the nearest golden image is open at first", () => {
  const bands = bandsOf(get("shop-web", true));
  const golden = bands.filter((band) => band.kind === "golden");
  expect(golden).toHaveLength(9);
  expect(foldedAtFirst(bands)).toEqual(golden.slice(1).map((band) => band.id));
});

const parameter: LayerParameter = {
  name: "AdminPassword",
  description: null,
  default: null,
  value: null,
  required: true,
  missing: true,
  undeclared: false,
  secret: true,
  multiline: false,
  used_in: [],
  elsewhere: [],
};

test("a secret in clear is told from the name of a parameter of Systems Manager", () => {
  expect(secretState(parameter)).toBe("open");
  expect(secretState({ ...parameter, value: "correct-horse" })).toBe("clear");
  expect(secretState({ ...parameter, value: "/payments/AdminPassword" })).toBe("named");
  expect(secretState({ ...parameter, value: "x", secret: false })).toBeNull();
});

test("a value of several lines gets a field of several lines, whether declared or found", () => {
  expect(isSeveralLines(parameter)).toBe(false);
  expect(isSeveralLines({ ...parameter, multiline: true })).toBe(true);
  expect(isSeveralLines({ ...parameter, value: "a\nb" })).toBe(true);
});
