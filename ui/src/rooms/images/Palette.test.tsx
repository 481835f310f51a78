import { QueryClientProvider } from "@tanstack/react-query";
import { render, screen } from "@testing-library/react";
import userEvent from "@testing-library/user-event";
import { beforeEach, expect, test, vi } from "vitest";

import { newClient, type PaletteEntry } from "@/contract";
import { setPlatform } from "@/platform";
import { fakePlatform } from "@tests/fake/platform";
import { fakeWorkbench } from "@tests/fake/workbench";

import { Palette } from "./Palette";

beforeEach(() => setPlatform(fakePlatform(fakeWorkbench())));

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
