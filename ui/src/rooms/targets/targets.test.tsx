import { screen, waitFor, within } from "@testing-library/react";
import { expect, test } from "vitest";

import { accounts } from "@tests/fake/data/targets";
import { openRoom } from "@tests/room";

import TargetsRoom from ".";
import { inUnit, unitsOf } from "./units";

test("an account is found by part of its number, name or unit", async () => {
  const { user } = openRoom(TargetsRoom, { name: "targets" }, "/targets");
  const grid = await screen.findByRole("grid", { name: "Accounts" });
  const one = accounts[7];
  await user.type(screen.getByRole("searchbox"), one?.account.slice(4) ?? "");
  await waitFor(() => expect(within(grid).getAllByRole("row")).toHaveLength(2));
  expect(within(grid).getByText(one?.name ?? "")).toBeTruthy();
  expect(screen.getByText("1 of 212 accounts")).toBeTruthy();
});

test("never read and nothing listed are told apart", async () => {
  openRoom(TargetsRoom, { name: "targets" }, "/targets", { fill: "nothing" });
  expect(await screen.findByRole("heading", { name: "The organisation was not read yet" })).toBeTruthy();
});

test("an organisation without accounts is not one that was never read", async () => {
  openRoom(TargetsRoom, { name: "targets" }, "/targets", {
    handlers: { "target.list": () => ({ accounts: [], as_of: "2026-11-23T06:41:00Z" }) },
  });
  expect(await screen.findByRole("heading", { name: "No accounts were listed" })).toBeTruthy();
});

test("offline, a sync is not offered", async () => {
  openRoom(TargetsRoom, { name: "targets" }, "/targets", { fill: "nothing", offline: true });
  await waitFor(() =>
    expect(screen.getByRole("button", { name: "Sync now" })).toHaveProperty("disabled", true),
  );
});

test("a unit holds what lies below it, and not what only begins alike", () => {
  expect(inUnit("Workloads / Production", "Workloads")).toBe(true);
  expect(inUnit("Workloads", "Workloads")).toBe(true);
  expect(inUnit("Workloads 2 / Production", "Workloads")).toBe(false);
  expect(inUnit("Workloads/Production", "Workloads / Production")).toBe(true);
  const units = unitsOf(accounts);
  const count = (path: string) => units.find((unit) => unit.path === path)?.accounts ?? 0;
  expect(count("Workloads")).toBe(count("Workloads / Production") + count("Workloads / Staging"));
});
