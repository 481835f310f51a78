import { screen } from "@testing-library/react";
import { expect, test, vi } from "vitest";

import type { Layer, LayerParameter } from "@/contract";
import { fakeRecipes } from "@tests/fake/recipes";
import { openRoom } from "@tests/room";

import { ParameterForm } from "./ParameterForm";
import { ownLayers } from "./bands";

const onSet = vi.fn<(name: string, value: string | null) => void>();

async function form(change: Partial<Layer> = {}) {
  onSet.mockClear();
  const view = fakeRecipes().handlers["recipe.get"]!({ recipe: "search-api" });
  const layer = ownLayers(view).find((one) => one.name === "search-service")!;
  const room = openRoom(
    () => <ParameterForm layer={{ ...layer, ...change }} recipe="search-api" onSet={onSet} />,
    { name: "images" },
    "/images",
  );
  await screen.findByText("AdminPassword");
  return { ...room, layer };
}

test("a secret in the recipe is warned of, and a name in Systems Manager is one press away", async () => {
  const { user } = await form();
  expect(screen.getByText(/everybody who may read the recipe can read it/)).toBeTruthy();
  expect(screen.getByText("{{ aws:ssm:resolve(AdminPassword) }}")).toBeTruthy();
  await user.click(screen.getByRole("button", { name: "Use /search-api/AdminPassword" }));
  expect(onSet.mock.calls).toEqual([["AdminPassword", "/search-api/AdminPassword"]]);
});

test("a value of several lines keeps its lines: Enter is a new line, and leaving commits", async () => {
  const { user } = await form();
  await user.type(screen.getByRole("textbox", { name: /Banner/ }), "one{Enter}two");
  expect(onSet).not.toHaveBeenCalled();
  await user.tab();
  expect(onSet.mock.calls).toEqual([["Banner", "one\ntwo"]]);
});

test("one press brings back the default", async () => {
  const { user } = await form();
  await user.click(screen.getByRole("button", { name: "Use the default of IndexDir" }));
  expect(onSet.mock.calls).toEqual([["IndexDir", null]]);
});

test("a value that the component does not declare is shown apart and can be removed", async () => {
  const { user } = await form();
  await user.click(screen.getByRole("button", { name: "Remove Shards" }));
  expect(onSet.mock.calls).toEqual([["Shards", null]]);
});

test("a step that uses the value leads to its line", async () => {
  const { user, address, layer } = await form();
  const use = layer.parameters[0]?.used_in[0];
  await user.click(screen.getAllByRole("button", { name: new RegExp(`line ${use?.line}$`) })[0]!);
  expect(address()).toContain("line=");
});

test("other images that set it differently are named with their value", async () => {
  const parameter: LayerParameter = {
    name: "AdminPassword",
    description: null,
    default: "none",
    value: null,
    required: false,
    missing: false,
    undeclared: false,
    secret: false,
    multiline: false,
    used_in: [],
    elsewhere: [
      { recipe: "payments-web", value: "8g" },
      { recipe: "ledger-batch", value: null },
    ],
  };
  await form({ parameters: [parameter] });
  expect(screen.getByRole("link", { name: "payments-web" })).toBeTruthy();
  expect(screen.getByText("8g")).toBeTruthy();
  expect(screen.getByText(/the default/)).toBeTruthy();
});

test("a locked layer shows what its owner has given, and takes nothing", async () => {
  await form({ locked: true });
  expect(screen.queryByRole("textbox")).toBeNull();
  expect(screen.getByText("/srv/search")).toBeTruthy();
});
