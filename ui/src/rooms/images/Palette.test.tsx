import { QueryClientProvider } from "@tanstack/react-query";
import { render, screen, waitFor, within } from "@testing-library/react";
import userEvent from "@testing-library/user-event";
import { beforeEach, expect, test, vi } from "vitest";

import { newClient, type PaletteEntry } from "@/contract";
import { setPlatform } from "@/platform";
import { fakePlatform, type FakePlatform } from "@tests/fake/platform";
import { fakeWorkbench } from "@tests/fake/workbench";

import { Palette } from "./Palette";

let fake: FakePlatform;
beforeEach(() => {
  localStorage.clear();
  fake = fakePlatform(fakeWorkbench());
  setPlatform(fake);
});

async function palette() {
  const onAdd = vi.fn<(entry: PaletteEntry) => void>();
  render(
    <QueryClientProvider client={newClient()}>
      <Palette recipe="payments-web" focus onFocused={() => {}} onAdd={onAdd} />
    </QueryClientProvider>,
  );
  await screen.findAllByRole("option");
  return { onAdd, user: userEvent.setup() };
}

test("the search field has the focus, and Enter adds the marked component", async () => {
  const { onAdd, user } = await palette();
  await user.keyboard("container engine{Enter}");
  expect(onAdd.mock.calls.map(([entry]) => entry.name)).toEqual(["docker-engine"]);
});

test("arrows mark the next component that fits", async () => {
  const { onAdd, user } = await palette();
  const second = screen.getAllByRole("option")[1];
  await user.keyboard("{ArrowDown}{Enter}");
  expect(second?.dataset["testid"]).toBe(`palette-${onAdd.mock.calls[0]?.[0].name}`);
});

test("what does not fit stands apart with its reason and cannot be added", async () => {
  const { onAdd, user } = await palette();
  expect(screen.getByText("for Windows; this image is Linux")).toBeTruthy();
  await user.keyboard("iis-baseline{Enter}");
  expect(onAdd).not.toHaveBeenCalled();
});

test("a star makes a favourite of the team, which stands first", async () => {
  const { user } = await palette();
  await user.keyboard("node{Control>}d{/Control}");
  await waitFor(() =>
    expect(
      fake.calls.filter((call) => call.name === "recipe.set_favourite").map((call) => call.request),
    ).toEqual([{ component: "node-runtime", favourite: true }]),
  );
});

test("what was used last stands above the rest, next time too", async () => {
  const { user } = await palette();
  await user.keyboard("update-linux{Enter}");
  const group = await screen.findByRole("group", { name: "Recently used" });
  expect(within(group).getByTestId("palette-update-linux")).toBeTruthy();
});

test("an origin narrows what is offered", async () => {
  const { user } = await palette();
  await user.click(screen.getByRole("radio", { name: "Amazon" }));
  expect(screen.queryByTestId("palette-docker-engine")).toBeNull();
  expect(screen.getByTestId("palette-update-linux")).toBeTruthy();
});
