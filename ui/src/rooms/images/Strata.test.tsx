import { act, screen, waitFor, within } from "@testing-library/react";
import { useState } from "react";
import { beforeEach, expect, test, vi } from "vitest";

import { call, useAsk, type Layer } from "@/contract";
import { openRoom, type OpenRoom } from "@tests/room";

import { ParameterForm } from "./ParameterForm";
import { Strata } from "./Strata";
import { bandsOf, rowOf, type Picked } from "./bands";
import { useRecipeEdits } from "./useRecipe";

const onAdd = vi.fn<() => void>();
const onReplace = vi.fn<(layer: Layer) => void>();
beforeEach(() => {
  onAdd.mockClear();
  onReplace.mockClear();
  localStorage.clear();
});

/** The stack and the chosen layer's form, as the editor joins them. */
function Bench() {
  const view = useAsk("recipe.get", { recipe: "payments-web" }).data;
  const edits = useRecipeEdits("payments-web");
  const [picked, setPicked] = useState<Picked>({ cursor: null, chosen: [] });
  if (!view) return null;
  const chosen = rowOf(bandsOf(view), picked.cursor)?.row.layer;
  return (
    <>
      <Strata
        view={view}
        edits={edits}
        picked={picked}
        onPick={setPicked}
        onAdd={onAdd}
        onReplace={onReplace}
        onOpen={() => {}}
        adding={false}
      />
      {chosen && (
        <ParameterForm
          layer={chosen}
          recipe="payments-web"
          onSet={(name, value) => edits.setParameter(chosen.slot, name, value)}
        />
      )}
    </>
  );
}

let room: OpenRoom;
async function bench() {
  room = openRoom(Bench, { name: "images" }, "/images");
  await screen.findByRole("listbox", { name: "Your layers" });
  return { user: room.user };
}

const own = () =>
  within(screen.getByRole("listbox", { name: "Your layers" }))
    .getAllByRole("option")
    .map((option) => option.dataset["testid"]?.replace("layer-", ""));
const calls = (name: string) => room.asked(name);

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
  const { user } = await bench();
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

test("Shift and an arrow choose several layers, and Alt and an arrow move them together", async () => {
  const { user } = await bench();
  await user.click(screen.getByTestId("layer-nginx-tls"));
  await user.keyboard("{Shift>}{ArrowUp}{/Shift}");
  expect(screen.getByText("2 layers chosen")).toBeTruthy();
  await user.keyboard("{Alt>}{ArrowUp}{/Alt}");
  await waitFor(() => expect(own()).toEqual(["openjdk-runtime", "nginx-tls", "payments-service"]));
  expect(screen.getByText("2 layers moved to 1 to 2 of 3 in Your layers")).toBeTruthy();
  expect(calls("recipe.move_layers")).toEqual([{ recipe: "payments-web", slots: [0, 1], to: 1 }]);
  expect(document.activeElement).toBe(screen.getByTestId("layer-openjdk-runtime"));
});

test("Ctrl and a click choose layers that are apart; one edit removes them and the focus stays", async () => {
  const { user } = await bench();
  await user.click(screen.getByTestId("layer-payments-service"));
  await user.keyboard("{Control>}");
  await user.click(screen.getByTestId("layer-nginx-tls"));
  await user.keyboard("{/Control}");
  expect(screen.getByRole("toolbar", { name: "2 layers chosen" })).toBeTruthy();
  await user.keyboard("{Delete}");
  await waitFor(() => expect(own()).toEqual(["openjdk-runtime"]));
  expect(calls("recipe.remove_layers")).toEqual([{ recipe: "payments-web", slots: [0, 2] }]);
  expect(document.activeElement?.hasAttribute("data-sort-key")).toBe(true);
});

test("a choice never reaches into another band", async () => {
  const { user } = await bench();
  await user.click(screen.getByTestId("layer-nginx-tls"));
  await user.keyboard("{Shift>}{ArrowDown}{/Shift}");
  expect(screen.queryByRole("toolbar")).toBeNull();
  expect(document.activeElement).toBe(screen.getByTestId("layer-nginx-tls"));
});

test("Space turns a layer off, which is said and shown in its place", async () => {
  const { user } = await bench();
  await user.click(screen.getByTestId("layer-openjdk-runtime"));
  await user.keyboard(" ");
  expect(screen.getByText("openjdk-runtime turned off")).toBeTruthy();
  await waitFor(() => expect(screen.getByTestId("layer-openjdk-runtime").textContent).toContain("off"));
  expect(own()).toEqual(["payments-service", "openjdk-runtime", "nginx-tls"]);
  expect(calls("recipe.set_layers_enabled")).toEqual([
    { recipe: "payments-web", slots: [1], enabled: false },
  ]);
  await user.keyboard("e");
  await waitFor(() => expect(calls("recipe.set_layers_enabled")).toHaveLength(2));
});

test("the menu key opens what can be done with a layer", async () => {
  const { user } = await bench();
  await user.click(screen.getByTestId("layer-nginx-tls"));
  await user.keyboard("{ContextMenu}");
  const menu = await screen.findByRole("menu", { name: "Actions of nginx-tls" });
  await user.click(within(menu).getByRole("menuitem", { name: /Follow the workspace/ }));
  await waitFor(() =>
    expect(calls("recipe.set_layer_versions")).toEqual([
      { recipe: "payments-web", versions: [{ slot: 0, version: null }] },
    ]),
  );
});

test("R asks what shall take the place of a layer, and P pins it to what it is now", async () => {
  const { user } = await bench();
  await user.click(screen.getByTestId("layer-payments-service"));
  await user.keyboard("r");
  expect(onReplace.mock.lastCall?.[0].name).toBe("payments-service");
  await user.keyboard("p");
  await waitFor(() =>
    expect(calls("recipe.set_layer_versions")).toEqual([
      { recipe: "payments-web", versions: [{ slot: 2, version: "3.4.7" }] },
    ]),
  );
});

test("a layer that is taken away elsewhere leaves the focus on the row nearest to it", async () => {
  const { user } = await bench();
  await user.click(screen.getByTestId("layer-payments-service"));
  await act(async () => {
    await call("recipe.remove_layers", { recipe: "payments-web", slots: [2] });
    room.fake.emit({ event: "workspace", revision: 2 });
  });
  await waitFor(() => expect(own()).toEqual(["openjdk-runtime", "nginx-tls"]));
  await waitFor(() => expect(document.activeElement).toBe(screen.getByTestId("layer-openjdk-runtime")));
});
