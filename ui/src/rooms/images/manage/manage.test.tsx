import { screen, waitFor, within } from "@testing-library/react";
import { beforeEach, expect, test } from "vitest";

import { toasts } from "@/parts/toast";
import { openRoom, type OpenRoomOptions } from "@tests/room";

import ImagesRoom from "../index";
import { imageTask } from "./open";

beforeEach(() => {
  toasts.set([]);
  imageTask.set(null);
});

const room = (address: string, options?: OpenRoomOptions) =>
  openRoom(ImagesRoom, { name: "images", param: "recipe" }, address, options);

test("a new image is made by keyboard alone: what it stands on, its name, Enter", async () => {
  const { user, address, asked } = room("/images");
  await user.click(await screen.findByRole("button", { name: "New image…" }));
  const dialog = await screen.findByRole("dialog", { name: "New image" });
  await within(dialog).findByRole("option", { name: /golden-ubuntu-22-04/ });
  await user.keyboard("18-04{Enter}orders-batch{Enter}");
  await waitFor(() => expect(address()).toBe("/images/orders-batch"));
  expect(asked("recipe.create")).toEqual([
    {
      name: "orders-batch",
      parent_image: "ImageRecipe/golden-ubuntu-18-04/2.x.x",
      version: "1.0.0",
      description: null,
      owner: null,
      components: [],
    },
  ]);
});

test("an overlay begins on its image, and lays what was ticked in the order it was ticked", async () => {
  const { user, asked } = room("/images");
  await user.click(await screen.findByRole("button", { name: "Actions of golden-ubuntu-22-04" }));
  await user.click(await screen.findByRole("menuitem", { name: /New overlay on this/ }));
  const dialog = await screen.findByRole("dialog", { name: "New overlay on golden-ubuntu-22-04" });
  const first = await within(dialog).findByRole("checkbox", { name: /node-runtime/ });
  // What the golden image has laid already is not offered again.
  await waitFor(() => expect(within(dialog).queryByRole("checkbox", { name: /audit-rules/ })).toBeNull());
  await user.click(first);
  await user.click(within(dialog).getByRole("checkbox", { name: /docker-engine/ }));
  await user.type(within(dialog).getByRole("textbox", { name: "Name" }), "orders-web");
  await user.click(within(dialog).getByTestId("image-create"));
  await waitFor(() =>
    expect(asked("recipe.create")).toMatchObject([
      {
        parent_image: "ImageRecipe/golden-ubuntu-22-04/1.x.x",
        components: ["Component/node-runtime", "Component/docker-engine"],
      },
    ]),
  );
});

test("what stands on an image is shown before it is deleted, and the deletion can be undone", async () => {
  const { user, address, asked } = room("/images/search-api");
  await user.click(await screen.findByRole("button", { name: "More" }));
  await user.click(await screen.findByRole("menuitem", { name: /Delete/ }));
  const dialog = await screen.findByRole("dialog", { name: "Delete search-api?" });
  expect(await within(dialog).findByText("pipelines/search-api.yaml:4")).toBeTruthy();
  await user.click(within(dialog).getByRole("button", { name: "Delete" }));
  await waitFor(() => expect(address()).toBe("/images"));
  expect(toasts.get().map((one) => one.text)).toEqual(["search-api was deleted"]);
  toasts.get()[0]?.action.act();
  await waitFor(() => expect(address()).toBe("/images/search-api"));
  expect(asked("resource.restore")).toMatchObject([{ resource: { name: "search-api" } }]);
});

test("a rename says which references follow, refuses a name that is taken, and can be undone", async () => {
  const { user, address, asked } = room("/images/golden-centos-7");
  await user.click(await screen.findByRole("button", { name: "More" }));
  await user.click(await screen.findByRole("menuitem", { name: /Rename/ }));
  const dialog = await screen.findByRole("dialog", { name: "Rename golden-centos-7" });
  expect(await within(dialog).findByText("recipes/ledger-batch.yaml:6")).toBeTruthy();
  const name = within(dialog).getByRole("textbox", { name: "Name" });
  await user.clear(name);
  await user.type(name, "Search_API");
  expect(within(dialog).getByText("To AWS this is the same name as search-api.")).toBeTruthy();
  await user.clear(name);
  await user.type(name, "golden-centos{Enter}");
  await waitFor(() => expect(address()).toBe("/images/golden-centos"));
  expect(toasts.get()[0]?.text).toBe("golden-centos-7 is golden-centos now; 2 files have edits to save");
  toasts.get()[0]?.action.act();
  await waitFor(() => expect(asked("resource.rename")).toHaveLength(2));
});

test("an overlay whose golden image moved on says so in the overview and in its editor", async () => {
  const { user, address } = room("/images");
  await user.click(await screen.findByRole("link", { name: "1.8.0 is out" }));
  await waitFor(() => expect(address()).toContain("update"));
  await user.click(await screen.findByRole("button", { name: "Not now" }));
  expect(await screen.findByText(/is out; this stands on 1.7.0/)).toBeTruthy();
});
