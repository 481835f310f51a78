import { screen } from "@testing-library/react";
import { expect, test } from "vitest";

import { openRoom } from "@tests/room";

import ImagesRoom from "./index";

test("an address that names a view nobody knows shows the layers", async () => {
  openRoom(ImagesRoom, { name: "images", param: "recipe" }, "/images/payments-web?tab=nothing");
  const tab = await screen.findByRole("tab", { name: "Layers" });
  expect(tab.getAttribute("aria-selected")).toBe("true");
});
