import { act, screen, waitFor, within } from "@testing-library/react";
import { afterEach, expect, test, vi } from "vitest";

import { openRoom, type OpenRoomOptions } from "@tests/room";

import ComponentsRoom from "./index";
import { newComponent } from "./new/open";

// The editor is fetched when it is first shown, which takes its time on a busy machine.
vi.setConfig({ testTimeout: 30_000 });
afterEach(() => newComponent.set(null));

const FILE = "components/nginx-tls/document.yaml";
const open = (address: string, options?: OpenRoomOptions) =>
  openRoom(ComponentsRoom, { name: "components", param: "component" }, address, options);
const openDocument = async (options?: OpenRoomOptions) => {
  const room = open("/components/Component%2Fnginx-tls", options);
  await screen.findByRole("textbox", { name: "Document of nginx-tls" }, { timeout: 10_000 });
  return room;
};
const row = (name: RegExp) => screen.findByRole("treeitem", { name });
const steps = () =>
  screen
    .getAllByRole("treeitem")
    .filter((item) => item.getAttribute("aria-level") === "2")
    .map((item) => item.querySelector("span")?.textContent);

test("the outline lists what the document declares; a press goes to its line", async () => {
  const { user } = await openDocument();
  await row(/^WriteServerBlock/);
  expect(steps()).toEqual([
    "ServerName",
    "TlsMinimum",
    "Port",
    "WorkerProcesses",
    "InstallNginx",
    "WriteServerBlock",
    "Enable",
    "ConfigurationIsValid",
  ]);
  await user.click(await row(/^WriteServerBlock/));
  expect(await screen.findByText("Line 27, column 15")).toBeTruthy();
  expect((await row(/^WriteServerBlock/)).getAttribute("aria-current")).toBe("location");
});

test("Alt and an arrow key move a step, also into the next phase, and the text is handed over", async () => {
  const { user, asked } = await openDocument();
  const enable = await row(/^Enable/);
  act(() => enable.focus());
  await user.keyboard("{Alt>}{ArrowUp}{/Alt}");
  await waitFor(() => expect(steps().slice(4, 7)).toEqual(["InstallNginx", "Enable", "WriteServerBlock"]));
  await user.keyboard("{Alt>}{ArrowDown}{ArrowDown}{/Alt}");
  await waitFor(() => expect(steps().slice(6)).toEqual(["Enable", "ConfigurationIsValid"]));
  expect(asked("language.move_step").map((request) => ({ ...(request as object), text: "" }))).toEqual([
    { text: "", phase: 0, step: 2, to_phase: 0, to_step: 1 },
    { text: "", phase: 0, step: 1, to_phase: 0, to_step: 2 },
    { text: "", phase: 0, step: 2, to_phase: 1, to_step: 0 },
  ]);
  await waitFor(() => {
    const last = asked("file.set_text").at(-1) as { file: string; text: string };
    expect(last.file).toBe(FILE);
    expect(last.text.indexOf("name: validate")).toBeLessThan(last.text.indexOf("name: Enable"));
  });
  expect(await screen.findByText("Enable moved to place 1 of validate")).toBeTruthy();
});

test("a problem is listed with its fix, which mends the text", async () => {
  const { user, fake } = await openDocument();
  const { text } = (await fake.call("file.get", { file: FILE })) as { text: string };
  await fake.call("file.set_text", {
    file: FILE,
    text: text.replace("action: CreateFile", "action: CreateFle"),
  });
  act(() => fake.emit({ event: "workspace", revision: 9 }));
  await user.click(await screen.findByRole("tab", { name: "Problems 1" }));
  expect(screen.getByRole("button", { name: "1 error" })).toBeTruthy();
  await user.click(await screen.findByRole("button", { name: "use ExecuteBash" }));
  expect(await screen.findByText(/Nothing is wrong with it/)).toBeTruthy();
  await user.click(screen.getByRole("tab", { name: "Outline" }));
});

test("a version of the document lies beside it, with what differs, and the address says so", async () => {
  const { user, address } = await openDocument();
  await user.click(screen.getByRole("button", { name: "Open another document beside it" }));
  const dialog = await screen.findByRole("dialog", { name: "Open beside it" });
  await user.click(await within(dialog).findByRole("option", { name: /nginx-tls ?1.11.0/ }));
  await waitFor(() => expect(address()).toContain("beside"));
  expect(await screen.findByRole("switch", { name: "Differences" })).toHaveProperty("checked", true);
  await screen.findByRole("textbox", { name: "nginx-tls, read-only" });
  await user.click(screen.getByRole("switch", { name: "Differences" }));
  await screen.findByRole("textbox", { name: "Document of nginx-tls 1.11.0, read-only" });
  await user.click(screen.getByRole("button", { name: "Close what is beside it" }));
  await waitFor(() => expect(address()).not.toContain("beside"));
});

const SCRIPT = 'PORT="8443"\n\n# Install nginx\napt-get install -y nginx\n';
const create = () => screen.getByTestId("component-create");

test("a pasted script is shown as a document before anything is written, and becomes one when it has a name", async () => {
  const { user, asked, address } = open("/components");
  await user.click(await screen.findByRole("button", { name: "New component…" }));
  await user.click(await screen.findByRole("radio", { name: "Script" }));
  await user.click(screen.getByRole("textbox", { name: "Script" }));
  await user.paste(SCRIPT);
  const preview = await screen.findByRole("region", { name: "Preview" });
  expect(await within(preview).findByText("PORT")).toBeTruthy();
  expect(await within(preview).findByText("No problems")).toBeTruthy();
  expect(create().hasAttribute("disabled")).toBe(true);
  await user.type(screen.getByRole("textbox", { name: "Name" }), "a b");
  expect(screen.getByText(/Use 3 to 128 letters/)).toBeTruthy();
  await user.clear(screen.getByRole("textbox", { name: "Name" }));
  await user.type(screen.getByRole("textbox", { name: "Name" }), "web-server");
  expect(asked("component.create")).toEqual([]);
  await waitFor(() => expect(create().hasAttribute("disabled")).toBe(false));
  await user.click(create());
  await waitFor(() => expect(address()).toBe("/components/Component/web-server"));
  expect(asked("component.create")).toMatchObject([
    { name: "web-server", version: "1.0.0", platform: "Linux", description: null },
  ]);
  expect((asked("component.create")[0] as { document: string }).document).toContain("name: web-server");
  expect(newComponent.get()).toBeNull();
});

test("a dropped file is read where the host hands it over", async () => {
  const { user, asked } = open("/components");
  await user.click(await screen.findByRole("button", { name: "New component…" }));
  await user.click(await screen.findByRole("radio", { name: "Script" }));
  const file = new File(["# Add the role\nInstall-WindowsFeature Web-Server\n"], "add iis.ps1");
  Object.defineProperty(file, "text", {
    value: () => Promise.resolve("# Add the role\nInstall-WindowsFeature Web-Server\n"),
  });
  const drop = new Event("drop", { bubbles: true, cancelable: true });
  Object.assign(drop, { dataTransfer: { files: [file], types: ["Files"] } });
  act(() => void window.dispatchEvent(drop));
  expect(await screen.findByDisplayValue("add-iis")).toBeTruthy();
  await waitFor(() => expect(asked("component.draft").at(-1)).toMatchObject({ name: "add-iis" }));
  expect(drop.defaultPrevented).toBe(true);
});

test("an Amazon component is copied from its own page; a refusal stays in the dialog", async () => {
  const refusal = {
    code: "conflict",
    message: "the file is there already",
    hints: [],
    detail: null,
    retryable: false,
  };
  const { user, asked } = open(
    `/components/${encodeURIComponent("arn:aws:imagebuilder:eu-west-1:aws:component/update-linux/x.x.x")}`,
    {
      handlers: {
        "component.create": () => {
          throw refusal;
        },
      },
    },
  );
  await user.click(await screen.findByRole("button", { name: "Copy into the workspace…" }));
  expect(await screen.findByDisplayValue("update-linux")).toBeTruthy();
  await waitFor(() => expect(create().hasAttribute("disabled")).toBe(false));
  await user.click(create());
  expect(await screen.findByText("the file is there already")).toBeTruthy();
  expect(asked("component.create")).toHaveLength(1);
  expect(newComponent.get()).not.toBeNull();
});

test("a document that was never read cannot be copied, and the dialog says why", async () => {
  const { user } = open("/components");
  await user.click(await screen.findByRole("button", { name: "New component…" }));
  await user.click(await screen.findByRole("radio", { name: "Copy" }));
  await user.click(await screen.findByRole("option", { name: /edr-agent/ }));
  expect(await screen.findByText("its document was never read")).toBeTruthy();
  expect(create().hasAttribute("disabled")).toBe(true);
});
