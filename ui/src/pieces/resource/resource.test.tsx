import { act, screen, waitFor, within } from "@testing-library/react";
import { beforeEach, expect, test } from "vitest";

import type { ResourceSummary } from "@/contract";
import { toasts } from "@/parts/toast";
import { openRoom } from "@tests/room";

import { asked, openCopy, openCreate, openDelete, openRename } from "./open";
import { ResourceDialogs } from "./ResourceDialogs";
import { copyName, nameFault, newFields } from "./words";

const small = { kind: "InfrastructureConfiguration", name: "build-small" } as const;
const open = () => openRoom(ResourceDialogs, { name: "pipelines" }, "/pipelines");
const summary = (name: string): ResourceSummary => ({
  kind: "ImageRecipe",
  name,
  version: "1.0.0",
  description: null,
  file: `recipes/${name}.yaml`,
  errors: 0,
  warnings: 0,
  used_by: 0,
  unsaved: false,
});

beforeEach(() => {
  asked.set(null);
  toasts.set([]);
});

test("a name that AWS takes for another's is told apart from one that is taken", () => {
  const all = [summary("golden-ubuntu")];
  expect(nameFault("golden-ubuntu", "ImageRecipe", all)).toMatch(/of this name/);
  expect(nameFault("Golden Ubuntu", "ImageRecipe", all)).toMatch(/same name as golden-ubuntu/);
  expect(nameFault("golden-ubuntu", "ImagePipeline", all)).toBeUndefined();
  expect(nameFault("golden-ubuntu", "ImageRecipe", all, "golden-ubuntu")).toBeUndefined();
  expect(nameFault("ab", "ImageRecipe", all)).toMatch(/3 to 128/);
  expect(copyName("golden-ubuntu", "ImageRecipe", [...all, summary("golden-ubuntu-copy")])).toBe(
    "golden-ubuntu-copy-2",
  );
});

test("a new distribution's AMI has the build date in its name without being told", () => {
  expect(newFields("DistributionConfiguration", "web", ["eu-west-1", ""])).toEqual([
    {
      path: ["distributions"],
      value: [
        { region: "eu-west-1", amiDistributionConfiguration: { name: "web-{{ imagebuilder:buildDate }}" } },
      ],
    },
  ]);
});

test("a rename shows which references follow, refuses a name that is taken, and can be undone", async () => {
  const { user, asked: requests } = open();
  act(() => openRename(small));
  const dialog = await screen.findByRole("dialog", { name: "Rename build-small" });
  expect(await within(dialog).findByText("4 references will follow")).toBeTruthy();
  const rename = within(dialog).getByRole("button", { name: "Rename" });
  expect(rename).toHaveProperty("disabled", true);
  const name = within(dialog).getByRole("textbox", { name: "Name" });
  await user.clear(name);
  await user.type(name, "Build_Large");
  expect(within(dialog).getByText("To AWS this is the same name as build-large.")).toBeTruthy();
  await user.clear(name);
  await user.type(name, "build-tiny{Enter}");
  await waitFor(() => expect(screen.queryByRole("dialog")).toBeNull());
  expect(requests("resource.rename")).toEqual([{ resource: small, name: "build-tiny" }]);
  expect(toasts.get()[0]?.text).toBe("build-small is now build-tiny; 5 files are not saved yet");
  toasts.get()[0]?.action.act();
  await waitFor(() =>
    expect(requests("resource.rename")[1]).toEqual({
      resource: { ...small, name: "build-tiny" },
      name: "build-small",
    }),
  );
});

test("a deletion shows what refers to it first, and can be undone", async () => {
  const { user, asked: requests } = open();
  act(() => openDelete(small));
  const dialog = await screen.findByRole("dialog", { name: "Delete build-small?" });
  expect(await within(dialog).findByText(/4 references .* will lead nowhere/)).toBeTruthy();
  await user.click(within(dialog).getByRole("button", { name: "Delete it anyway" }));
  await waitFor(() => expect(toasts.get()).toHaveLength(1));
  toasts.get()[0]?.action.act();
  await waitFor(() => expect(requests("resource.restore")).toHaveLength(1));
});

test("deleting an image leads away from it, and undoing that back", async () => {
  const {
    user,
    address,
    asked: requests,
  } = openRoom(ResourceDialogs, { name: "images", param: "recipe" }, "/images/search-api");
  act(() => openDelete({ kind: "ImageRecipe", name: "search-api" }));
  const dialog = await screen.findByRole("dialog", { name: "Delete search-api?" });
  expect(await within(dialog).findByText("pipelines/search-api.yaml:4")).toBeTruthy();
  await user.click(within(dialog).getByRole("button", { name: "Delete it anyway" }));
  await waitFor(() => expect(address()).toBe("/images"));
  expect(toasts.get().map((one) => one.text)).toEqual(["search-api was deleted"]);
  toasts.get()[0]?.action.act();
  await waitFor(() => expect(address()).toBe("/images/search-api"));
  expect(requests("resource.restore")).toMatchObject([{ resource: { name: "search-api" } }]);
});

test("a reference that follows leads to where it stands", async () => {
  const { user, address } = openRoom(ResourceDialogs, { name: "images" }, "/images");
  act(() => openRename({ kind: "ImageRecipe", name: "golden-centos-7" }));
  await user.click(await screen.findByRole("button", { name: "recipes/ledger-batch.yaml:6" }));
  await waitFor(() => expect(address()).toContain("line=6"));
  expect(screen.queryByRole("dialog")).toBeNull();
});

test("a copy has a free name before anything is typed, and is gone to", async () => {
  const { user, address } = open();
  act(() => openCopy(small));
  await screen.findByDisplayValue("build-small-copy");
  await user.click(screen.getByRole("button", { name: "Duplicate" }));
  await waitFor(() => expect(address()).toContain("resource=build-small-copy"));
});

test("a new resource asks for its name and what it cannot do without", async () => {
  const { user, asked: requests } = open();
  act(() => openCreate("ContainerRecipe"));
  await user.type(await screen.findByRole("textbox", { name: "Name" }), "worker");
  const create = screen.getByRole("button", { name: "Create" });
  expect(create).toHaveProperty("disabled", true);
  await user.type(screen.getByRole("textbox", { name: /Parent image/ }), "amazonlinux:2023");
  await user.type(screen.getByRole("textbox", { name: /Target repository/ }), "payments/worker{Enter}");
  await waitFor(() => expect(requests("resource.create")).toHaveLength(1));
});
