import { screen, waitFor, within } from "@testing-library/react";
import { beforeEach, expect, test } from "vitest";

import { asked } from "@/pieces/resource/open";
import { openRoom, type OpenRoomOptions } from "@tests/room";

import ImagesRoom from "../index";
import { newImage } from "./open";

beforeEach(() => {
  asked.set(null);
  newImage.set(null);
});

const room = (address: string, options?: OpenRoomOptions) =>
  openRoom(ImagesRoom, { name: "images", param: "recipe" }, address, options);

test("a new image is made by keyboard alone: what it stands on, its name, Enter", async () => {
  const { user, address, asked: requests } = room("/images");
  await user.click(await screen.findByRole("button", { name: "New image…" }));
  const dialog = await screen.findByRole("dialog", { name: "New image" });
  await within(dialog).findByRole("option", { name: /golden-ubuntu-22-04/ });
  await user.keyboard("18-04{Enter}orders-batch{Enter}");
  await waitFor(() => expect(address()).toBe("/images/orders-batch"));
  expect(requests("recipe.create")).toEqual([
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
  const { user, asked: requests } = room("/images");
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
    expect(requests("recipe.create")).toMatchObject([
      {
        parent_image: "ImageRecipe/golden-ubuntu-22-04/1.x.x",
        components: ["Component/node-runtime", "Component/docker-engine"],
      },
    ]),
  );
});

test("duplicating, renaming and deleting an image are asked for where it is listed and where it is edited", async () => {
  const { user } = room("/images/search-api");
  const asks = async (entry: RegExp) => {
    await user.click(await screen.findByRole("button", { name: "More" }));
    await user.click(await screen.findByRole("menuitem", { name: entry }));
    return asked.get();
  };
  const resource = { kind: "ImageRecipe", name: "search-api" };
  expect(await asks(/Duplicate/)).toEqual({ action: "copy", resource });
  expect(await asks(/Rename/)).toEqual({ action: "rename", resource });
  expect(await asks(/Delete/)).toEqual({ action: "delete", resource });
});

test("an overlay whose golden image moved on says so in the overview and in its editor", async () => {
  const { user, address } = room("/images");
  await user.click(await screen.findByRole("link", { name: "1.8.0 is out" }));
  await waitFor(() => expect(address()).toContain("update"));
  await user.click(await screen.findByRole("button", { name: "Not now" }));
  expect(await screen.findByText(/is out; this stands on 1.7.0/)).toBeTruthy();
});
