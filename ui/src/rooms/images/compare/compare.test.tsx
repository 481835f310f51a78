import { screen, waitFor, within } from "@testing-library/react";
import { expect, test } from "vitest";

import type { CompareRequest } from "@/contract";
import { openRoom, type OpenRoomOptions } from "@tests/room";

import ImagesRoom from "..";

const open = (address: string, options?: OpenRoomOptions) =>
  openRoom(ImagesRoom, { name: "images", param: "recipe" }, address, options);
const lefts = (asked: unknown[]) => (asked as CompareRequest[]).map((one) => one.left.at);

test("compare begins with the last commit, and losses are named as such", async () => {
  const { asked } = open("/images/payments-web?tab=compare");
  const effects = await screen.findByRole("region", { name: "What it means for the image" });
  expect(within(effects).getAllByText("Loss")).toHaveLength(3);
  expect(lefts(asked("compare.run"))).toEqual([{ at: "git", revision: "HEAD" }]);
});

test("where nothing differs from the last commit the published version is tried, and the end is told", async () => {
  const { asked } = open("/images/search-api?tab=compare");
  expect(await screen.findByRole("heading", { name: "Nothing differs" })).toBeTruthy();
  await waitFor(() => expect(asked("compare.run")).toHaveLength(2));
  expect(lefts(asked("compare.run"))[1]).toEqual({ at: "aws", version: "2.0.3" });
  expect(screen.getByText(/Before \(HEAD\) and after \(files now\) are the same/)).toBeTruthy();
});

test("without a commit and without a published version it says what to choose", async () => {
  const { asked } = open("/images/golden-centos-7?tab=compare");
  expect(await screen.findByRole("heading", { name: "Nothing to compare with yet" })).toBeTruthy();
  expect(asked("compare.run")).toHaveLength(0);
});

test("both sides are swapped, and a branch is typed", async () => {
  const { user, asked } = open("/images/ledger-batch?tab=compare");
  await screen.findByRole("heading", { name: "Nothing differs" });
  await user.click(screen.getByRole("button", { name: "Before: HEAD" }));
  await user.keyboard("lost-branch{Enter}");
  expect(await screen.findByText(/Git knows no revision/)).toBeTruthy();
  await user.click(screen.getByRole("button", { name: "Swap both sides" }));
  await waitFor(() =>
    expect(asked("compare.run").at(-1)).toMatchObject({
      left: { at: { at: "workspace" } },
      right: { at: { at: "git", revision: "lost-branch" } },
    }),
  );
});

test("a version that was never read offers a sync", async () => {
  const { user } = open("/images/golden-ubuntu-18-04?tab=compare");
  await user.click(await screen.findByRole("button", { name: /^Before:/ }));
  await user.keyboard("1.9.4{Enter}");
  expect(await screen.findByRole("button", { name: "Sync now" })).toBeTruthy();
});

test("a layer unfolds to its parameters and what its document says otherwise", async () => {
  const { user } = open("/images/payments-web?tab=compare");
  const layer = await screen.findByRole("button", { name: /nginx-tls/ });
  expect(layer.getAttribute("aria-expanded")).toBe("false");
  await user.click(layer);
  expect(screen.getByRole("table", { name: "Parameters of nginx-tls" }).textContent).toContain(
    "default TLSv1.2",
  );
  expect(screen.getByRole("list", { name: "Steps of nginx-tls that differ" }).textContent).toContain(
    "build/DropOldCiphers",
  );
});

test("arrow keys lead from one changed layer to the next", async () => {
  const { user } = open("/images/payments-web?tab=compare");
  const first = await screen.findByRole("button", { name: /payments-smoke/ });
  first.focus();
  await user.keyboard("{ArrowDown}");
  expect(document.activeElement?.textContent).toContain("tomcat");
});

test("moving to the newest golden image sets parent and version as one edit", async () => {
  const { user, asked, address } = open("/images/search-api?tab=compare&update=1");
  await user.click(await screen.findByRole("button", { name: "Move and set version 1.1.0" }));
  await waitFor(() =>
    expect(asked("resource.set")).toEqual([
      {
        resource: { kind: "ImageRecipe", name: "search-api" },
        changes: [
          { path: ["parentImage"], value: "ImageRecipe/golden-ubuntu-22-04/1.8.0" },
          { path: ["semanticVersion"], value: "1.1.0" },
        ],
      },
    ]),
  );
  await waitFor(() => expect(address()).toContain("tab=layers"));
});

test("another size of version can be chosen for the move", async () => {
  const { user } = open("/images/search-api?tab=compare&update=1");
  await user.click(await screen.findByRole("radio", { name: "Patch 1.0.1" }));
  expect(screen.getByRole("button", { name: "Move and set version 1.0.1" })).toBeTruthy();
});

test("what runs is searched as one types, and Enter opens the step's document", async () => {
  const { user, address } = open("/images/payments-web?tab=order");
  const field = await screen.findByRole("combobox", { name: "Search the steps" });
  await user.click(field);
  await user.keyboard("InstallNginx");
  expect(await screen.findByText("1 of 35 steps")).toBeTruthy();
  await user.keyboard("{ArrowDown}{Enter}");
  await waitFor(() => expect(address()).toContain("nginx-tls"));
});

test("a source that cannot be read leaves the layers as they were, and says where", async () => {
  const { user, address } = open("/images/payments-web", { trouble: "broken" });
  expect(await screen.findByText(/The source cannot be read at line 7/)).toBeTruthy();
  expect(await screen.findByTestId("layer-nginx-tls")).toBeTruthy();
  await user.click(screen.getByRole("button", { name: "Go to line 7" }));
  await waitFor(() => expect(address()).toMatch(/tab=source.*line=7/));
});

test("a file that changed on disk is looked at before one chooses", async () => {
  const { user, asked } = open("/images/payments-web", { trouble: "changed" });
  await user.click(await screen.findByRole("button", { name: "Compare and choose…" }));
  const dialog = await screen.findByRole("dialog", { name: "The file changed on disk" });
  await user.click(within(dialog).getByRole("radio", { name: "The change on disk" }));
  expect(asked("file.save")).toHaveLength(0);
  await user.click(within(dialog).getByRole("button", { name: /^Keep both/ }));
  await waitFor(() =>
    expect(asked("file.save")).toEqual([{ file: "recipes/payments-web.yaml", on_conflict: "keep_both" }]),
  );
});

test("a deleted file can be saved again", async () => {
  const { user } = open("/images/payments-web", { trouble: "deleted" });
  expect((await screen.findByText(/was deleted on disk/)).textContent).toContain("Your edits are kept");
  await user.click(await screen.findByRole("button", { name: "Compare and choose…" }));
  const dialog = await screen.findByRole("dialog", { name: "The file was deleted on disk" });
  expect(within(dialog).getByRole("button", { name: /^Save it again/ })).toBeTruthy();
});

test("a full disk is said in full, and the edits stay", async () => {
  const { user } = open("/images/payments-web", { trouble: "disk_full" });
  await user.click(await screen.findByRole("button", { name: "Save" }));
  expect((await screen.findByRole("alert")).textContent).toContain("save again when there is room");
  expect(screen.getByRole("button", { name: "Undo typing" })).toBeTruthy();
});

test("discarding asks first", async () => {
  const { user, asked } = open("/images/payments-web", { trouble: "read_only" });
  await user.click(await screen.findByRole("button", { name: "Edits" }));
  await user.click(await screen.findByRole("menuitem", { name: /^Discard/ }));
  expect(asked("file.discard")).toHaveLength(0);
  await user.click(await screen.findByRole("button", { name: "Discard" }));
  await waitFor(() => expect(asked("file.discard")).toHaveLength(1));
});

test("a version that AWS holds already offers the next one beside it", async () => {
  const { user, asked } = open("/images/payments-web", { trouble: "read_only" });
  await user.click(await screen.findByRole("button", { name: /AWS holds 2.1.0 already/ }));
  await user.click(await screen.findByRole("menuitem", { name: /Major 3.0.0/ }));
  await waitFor(() => expect(asked("resource.set")).toHaveLength(1));
});

test("where there is no update to propose the way back is a comparison", async () => {
  const { user, address } = open("/images/golden-centos-7?tab=compare&update=1");
  expect(await screen.findByRole("heading", { name: "There is no update to propose" })).toBeTruthy();
  await user.click(screen.getByRole("button", { name: "Compare instead" }));
  await waitFor(() => expect(address()).not.toContain("update"));
});

test("what runs where the document is not in the workspace leads nowhere, and says so", async () => {
  const order = {
    build: [
      {
        recipe: "payments-web",
        component: "amazon-cloudwatch-agent-linux",
        version: "1.0.2",
        phase: "build",
        step: "InstallAgent",
        action: "ExecuteBash",
        inherited: false,
        file: null,
        line: null,
        summary: "yum install",
      },
    ],
    test: [],
    unread: [],
  };
  const { user, address } = open("/images/payments-web?tab=order", {
    handlers: { "recipe.run_order": () => order },
  });
  const before = address();
  await user.click(await screen.findByRole("option", { name: /InstallAgent/ }));
  expect(address()).toBe(before);
  expect(screen.getByTitle("InstallAgent: its document is not in this workspace")).toBeTruthy();
});

test("thousands of steps are drawn a screen at a time", async () => {
  const step = {
    recipe: "payments-web",
    component: "nginx-tls",
    version: "1.0.2",
    phase: "build",
    action: "ExecuteBash",
    inherited: false,
    file: null,
    line: null,
    summary: "true",
  };
  const build = Array.from({ length: 4000 }, (_, index) => ({ ...step, step: `Step${index}` }));
  open("/images/payments-web?tab=order", {
    handlers: { "recipe.run_order": () => ({ build, test: [], unread: [] }) },
  });
  expect(await screen.findByText("4000 steps")).toBeTruthy();
  expect(screen.queryAllByRole("option").length).toBeLessThan(200);
});
