import { screen } from "@testing-library/react";
import { expect, test } from "vitest";

import { openRoom } from "@tests/room";

import { ProblemsPanel } from "./ProblemsPanel";

const open = () => openRoom(() => <ProblemsPanel />, { name: "images" }, "/images");

test("what comments ignore is folded below the problems, and unfolds with the reasons", async () => {
  const { user } = open();
  const fold = await screen.findByRole("button", { name: "1 ignored" });
  expect(fold.getAttribute("aria-expanded")).toBe("false");
  expect(screen.queryByText(/the last thing the build does/)).toBeNull();
  await user.click(fold);
  expect(screen.getByText("the last thing the build does is restart")).toBeTruthy();
  expect(screen.getByText("ignored: the kernel of the tests has to be the new one")).toBeTruthy();
  expect(screen.getByRole("button", { name: "recipes/golden-ubuntu-22-04.yaml:14:5" })).toBeTruthy();
  await user.click(fold);
  expect(screen.queryByText(/ignored:/)).toBeNull();
});

test("nothing is said of ignores where there are none", async () => {
  const none = { diagnostics: [], ignored: [], counts: { errors: 0, warnings: 0 }, files: 3 };
  openRoom(() => <ProblemsPanel />, { name: "images" }, "/images", {
    handlers: { "problems.list": () => none },
  });
  await screen.findByText("No problems");
  expect(screen.queryByRole("button", { name: /ignored/ })).toBeNull();
});
