import { screen, within } from "@testing-library/react";
import { expect, test } from "vitest";

import { openRoom } from "@tests/room";

import SharingRoom from ".";
import { named } from "./names";

test("a share shows who may use what, with readable names", async () => {
  const { user } = openRoom(SharingRoom, { name: "sharing" }, "/sharing");
  await user.click(await screen.findByText("golden-images"));
  const detail = await screen.findByRole("region", { name: "Share golden-images" });
  expect(within(detail).getByText("o-a1b2c3d4e5")).toBeTruthy();
  expect(within(detail).getByText("golden-ubuntu-22-04 1.8.0/3")).toBeTruthy();
});

test("nothing read yet is not nothing shared", async () => {
  openRoom(SharingRoom, { name: "sharing" }, "/sharing", { fill: "nothing" });
  expect(await screen.findByRole("heading", { name: "The shares were not read yet" })).toBeTruthy();
});

test.each([
  ["111122223333", "account", "111122223333"],
  ["arn:aws:organizations::111122223333:organization/o-a1b2", "organisation", "o-a1b2"],
  ["arn:aws:organizations::111122223333:ou/o-a1b2/ou-ab12-cd34", "unit", "ou-ab12-cd34"],
  ["arn:aws:imagebuilder:eu-west-1:111122223333:image-recipe/web/1.0.0", "image recipe", "web 1.0.0"],
  ["arn:aws:iam::111122223333:role/builder", "role", "builder"],
  ["arn:aws:something:::else", "", "arn:aws:something:::else"],
  ["<script>", "", "<script>"],
])("%s is %s %s", (id, kind, name) => {
  expect(named(id)).toEqual({ kind, name });
});
