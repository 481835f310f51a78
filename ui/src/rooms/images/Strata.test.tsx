import { QueryClientProvider } from "@tanstack/react-query";
import { render, screen, waitFor, within } from "@testing-library/react";
import userEvent from "@testing-library/user-event";
import { useState } from "react";
import { beforeEach, expect, test, vi } from "vitest";

import { newClient, useAsk } from "@/contract";
import { setPlatform } from "@/platform";
import { fakePlatform, type FakePlatform } from "@tests/fake/platform";
import { fakeWorkbench } from "@tests/fake/workbench";

import { ParameterForm } from "./ParameterForm";
import { Strata } from "./Strata";
import { bandsOf, rowOf } from "./bands";
import { useRecipeEdits } from "./useRecipe";

let fake: FakePlatform;
beforeEach(() => {
  fake = fakePlatform(fakeWorkbench());
  setPlatform(fake);
});

/** The stack and the chosen layer's form, as the editor joins them. */
function Bench({ onAdd }: { onAdd: () => void }) {
  const view = useAsk("recipe.get", { recipe: "payments-web" }).data;
  const edits = useRecipeEdits("payments-web");
  const [cursor, setCursor] = useState<string | null>(null);
  if (!view) return null;
  const chosen = rowOf(bandsOf(view), cursor)?.row.layer;
  return (
    <>
      <Strata
        view={view}
        edits={edits}
        cursor={cursor}
        onCursor={setCursor}
        onAdd={onAdd}
        onOpen={() => {}}
        adding={false}
      />
      {chosen && (
        <ParameterForm layer={chosen} onSet={(name, value) => edits.setParameter(chosen.slot, name, value)} />
      )}
    </>
  );
}

async function bench(onAdd = vi.fn<() => void>()) {
  render(
    <QueryClientProvider client={newClient()}>
      <Bench onAdd={onAdd} />
    </QueryClientProvider>,
  );
  await screen.findByRole("listbox", { name: "Your layers" });
  return { user: userEvent.setup(), onAdd };
}

const own = () =>
  within(screen.getByRole("listbox", { name: "Your layers" }))
    .getAllByRole("option")
    .map((option) => option.dataset["testid"]?.replace("layer-", ""));
const calls = (name: string) => fake.calls.filter((call) => call.name === name).map((call) => call.request);

test("Alt and an arrow move a layer, keep the focus on it and say where it is", async () => {
  const { user } = await bench();
  await user.click(screen.getByTestId("layer-openjdk-runtime"));
  await user.keyboard("{Alt>}{ArrowUp}{/Alt}");
  await waitFor(() => expect(own()).toEqual(["openjdk-runtime", "payments-service", "nginx-tls"]));
  expect(document.activeElement).toBe(screen.getByTestId("layer-openjdk-runtime"));
  expect(screen.getByText("openjdk-runtime moved to 1 of 3 in Your layers")).toBeTruthy();
  // Higher runs later: position 1 of the recipe became position 2.
  expect(calls("recipe.move_layers")).toEqual([{ recipe: "payments-web", slots: [1], to: 2 }]);
});

test("a layer cannot leave its band, and a golden layer cannot move at all", async () => {
  const { user } = await bench();
  await user.click(screen.getByTestId("layer-payments-service"));
  await user.keyboard("{Alt>}{ArrowUp}{/Alt}");
  expect(screen.getByText("payments-service is at the end of Your layers")).toBeTruthy();
  await user.click(screen.getByTestId("layer-audit-rules"));
  await user.keyboard("{Alt>}{ArrowUp}{/Alt}{Delete}");
  expect(screen.getByText("audit-rules is locked")).toBeTruthy();
  expect(calls("recipe.move_layers")).toEqual([]);
  expect(calls("recipe.remove_layers")).toEqual([]);
});

test("arrows walk through all bands, and only one row is in the tab order", async () => {
  const { user } = await bench();
  await user.click(screen.getByTestId("layer-nginx-tls"));
  await user.keyboard("{ArrowDown}");
  expect(document.activeElement).toBe(screen.getByTestId("layer-log-shipping"));
  await user.keyboard("{Home}");
  expect(document.activeElement).toBe(screen.getByTestId("layer-payments-smoke"));
  expect(screen.getAllByRole("option").filter((option) => option.tabIndex === 0)).toHaveLength(1);
});

test("Delete removes the layer and leaves the cursor on its neighbour", async () => {
  const { user } = await bench();
  await user.click(screen.getByTestId("layer-openjdk-runtime"));
  await user.keyboard("{Delete}");
  await waitFor(() => expect(own()).toEqual(["payments-service", "nginx-tls"]));
  expect(calls("recipe.remove_layers")).toEqual([{ recipe: "payments-web", slots: [1] }]);
  expect(document.activeElement).toBe(screen.getByTestId("layer-nginx-tls"));
});

test("a slash asks for the palette", async () => {
  const { user, onAdd } = await bench();
  await user.click(screen.getByTestId("layer-nginx-tls"));
  await user.keyboard("/");
  expect(onAdd).toHaveBeenCalled();
});

test("a missing value stands beside its layer and goes away when it is given", async () => {
  const { user } = await bench();
  await user.click(screen.getByTestId("layer-openjdk-runtime"));
  expect(screen.getByTestId("layer-openjdk-runtime").textContent).toContain("needs HeapSize");
  expect(screen.getByText("Give a value: the component declares no default.")).toBeTruthy();
  await user.type(screen.getByRole("textbox", { name: /HeapSize/ }), "2g{Enter}");
  await waitFor(() =>
    expect(screen.getByTestId("layer-openjdk-runtime").textContent).toContain("1 of 3 parameters"),
  );
  expect(screen.queryByText("Give a value: the component declares no default.")).toBeNull();
  expect(calls("recipe.set_parameter")).toEqual([
    { recipe: "payments-web", slot: 1, name: "HeapSize", value: "2g" },
  ]);
});

test("Escape brings back the value that was there, and an emptied field clears it", async () => {
  const { user } = await bench();
  await user.click(screen.getByTestId("layer-nginx-tls"));
  const port = screen.getByRole<HTMLInputElement>("textbox", { name: /Port/ });
  await user.clear(port);
  await user.type(port, "9000{Escape}");
  expect(port.value).toBe("8443");
  expect(calls("recipe.set_parameter")).toEqual([]);
  await user.clear(port);
  await user.tab();
  await waitFor(() =>
    expect(calls("recipe.set_parameter")).toEqual([
      { recipe: "payments-web", slot: 0, name: "Port", value: null },
    ]),
  );
});
