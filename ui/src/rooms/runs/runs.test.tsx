import { screen, waitFor, within } from "@testing-library/react";
import { expect, test } from "vitest";

import { logOf, runs, runView } from "@tests/fake/data/runs";
import { openRoom, type OpenRoomOptions } from "@tests/room";

import RunsRoom from ".";
import { plain } from "./Log";

const open = (address: string, options?: OpenRoomOptions) =>
  openRoom(RunsRoom, { name: "runs", param: "run" }, address, options);
const idOf = (status: string): string => runs.find((run) => run.status === status)?.run ?? "";
const at = (status: string): string => `/runs/${encodeURIComponent(idOf(status))}`;

test("Enter in a row opens the run and leaves the list where it is", async () => {
  const { user, address } = open("/runs");
  const grid = await screen.findByRole("grid", { name: "Runs" });
  await user.click(within(grid).getByText("1.8.0/4"));
  expect(await screen.findByTestId("run-status")).toHaveProperty("textContent", "◐TESTING");
  expect(address()).toBe(`/runs/${idOf("TESTING")}`);
  expect(screen.getByRole("grid", { name: "Runs" })).toBe(grid);
});

test("a failed run says what failed in one sentence and leads to the line", async () => {
  const { user, address } = open(at("FAILED"));
  const alert = await screen.findByRole("alert");
  expect(alert.textContent).toContain("nginx-tls failed in step InstallNginx of phase build");
  await user.click(within(alert).getByRole("button", { name: "components/nginx-tls/document.yaml:14" }));
  await waitFor(() =>
    expect(address()).toMatch(/^\/file\?file=components\/nginx-tls\/document.yaml&line=14/),
  );
});

test("a finished run names its images and opens its report", async () => {
  const { user, address } = open(at("AVAILABLE"));
  expect(await screen.findByText("ami-0b1f2c3d4e5f60718")).toBeTruthy();
  await user.click(screen.getByRole("button", { name: "Open scan report" }));
  await waitFor(() => expect(address()).toBe("/scans/report-payments"));
});

test("nothing is cancelled before it was said what, and then the run is", async () => {
  const { user, asked } = open(at("TESTING"));
  await user.click(await screen.findByRole("button", { name: "Cancel run…" }));
  const dialog = await screen.findByRole("dialog");
  await within(dialog).findByText("TESTING");
  const run = idOf("TESTING");
  expect(asked("run.cancel")).toEqual([{ run, dry_run: true }]);
  await user.click(within(dialog).getByRole("button", { name: "Cancel the run" }));
  await waitFor(() => expect(asked("run.cancel")).toContainEqual({ run, dry_run: false }));
  await waitFor(() => expect(screen.queryByRole("dialog")).toBeNull());
});

test("a running run that nobody follows can be followed again", async () => {
  const lost = { ...runView(runs[0] as (typeof runs)[0]), job: null };
  const { user, asked } = open(at("TESTING"), { handlers: { "run.get": () => lost } });
  await user.click(await screen.findByRole("button", { name: "Follow again" }));
  expect(asked("run.follow")).toEqual([{ run: idOf("TESTING") }]);
});

test("offline, what needs AWS is off and says why", async () => {
  open(at("TESTING"), { offline: true });
  const cancel = await screen.findByRole("button", { name: "Cancel run…" });
  await waitFor(() => expect(cancel).toHaveProperty("disabled", true));
  expect(screen.getByText(/you are working offline/)).toBeTruthy();
});

test("the log grows with the run", async () => {
  const run = runs[0] as (typeof runs)[0];
  const lines = logOf(run);
  let known = 20;
  const { fake } = open(at("TESTING"), {
    handlers: {
      "run.get": () => ({ ...runView(run), log_lines: known }),
      "run.logs": ({ offset, limit }) => ({
        total: known,
        lines: lines.slice(0, known).slice(offset, offset + limit),
      }),
    },
  });
  expect(await screen.findByText("20 lines")).toBeTruthy();
  known = 21;
  fake.emit({ event: "cache", topic: "runs" });
  expect(await screen.findByText("21 lines")).toBeTruthy();
});

test("on the first day the room says what a run is", async () => {
  open("/runs", { fill: "nothing" });
  expect(await screen.findByRole("heading", { name: "No runs are known" })).toBeTruthy();
  expect(screen.getByRole("button", { name: "Choose an image to launch" })).toBeTruthy();
});

test("a run that is not known says so beside the list", async () => {
  open("/runs/nope");
  expect((await screen.findByRole("alert")).textContent).toContain("run nope is not known here");
  expect(screen.getByRole("grid", { name: "Runs" })).toBeTruthy();
});

test("a line of the log is text: no terminal codes, and no longer than a screen can hold", () => {
  expect(plain("\u001b[31mred\u001b[0m\u0007 <b>bold</b>")).toBe("red <b>bold</b>");
  expect(plain("x".repeat(1_000_000)).length).toBe(4002);
});
