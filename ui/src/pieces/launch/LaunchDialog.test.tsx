import { screen, waitFor } from "@testing-library/react";
import { afterEach, expect, test } from "vitest";

import type { PlanView } from "@/contract";
import { openRoom } from "@tests/room";

import { LaunchDialog } from "./LaunchDialog";
import { launched, openLaunch, reviewed } from "./open";

const plan: PlanView = {
  profile: "sandbox",
  account: "111122223333",
  region: "eu-west-1",
  items: [
    {
      action: "create",
      kind: "ImageRecipe",
      name: "payments-web",
      version: "2.1.0",
      reason: "not in AWS yet",
      clears: [],
      changes: [],
    },
    {
      action: "update",
      kind: "DistributionConfiguration",
      name: "payments",
      version: null,
      reason: "differs",
      clears: ["launchPermission"],
      changes: [],
    },
    {
      action: "unchanged",
      kind: "Component",
      name: "nginx-tls",
      version: "1.12.0",
      reason: "same",
      clears: [],
      changes: [],
    },
  ],
  left_out: [],
  problems: [],
  digest: "d1",
  blocked: [],
  changes: 2,
  launches: [
    {
      pipeline: "golden-ubuntu-22-04",
      recipe: "golden-ubuntu-22-04",
      version: "1.8.0",
      reason: "it has no image yet",
    },
    { pipeline: "payments-web", recipe: "payments-web", version: "2.1.0", reason: "asked for" },
  ],
  as_of: "2026-11-23T06:41:00Z",
  live: true,
};

afterEach(() => {
  reviewed.set(null);
  launched.set(null);
});

const room = () => <LaunchDialog />;
const open = (changed: Partial<PlanView> = {}, offline = false) => {
  openLaunch(["payments-web"]);
  return openRoom(room, { name: "images" }, "/images", {
    offline,
    handlers: { "plan.make": () => ({ ...plan, ...changed }), "launch.start": () => ({ job: "job-9" }) },
  });
};
const confirm = () => screen.findByRole("button", { name: /^Launch/ });

test("the review says where, what and in which order, and nothing has happened yet", async () => {
  const { asked } = open();
  expect(await screen.findByText("111122223333")).toBeTruthy();
  expect(screen.getByText("eu-west-1")).toBeTruthy();
  expect(screen.getByText("it has no image yet")).toBeTruthy();
  expect(screen.getByText("launchPermission")).toBeTruthy();
  expect(screen.queryByText("nginx-tls")).toBeNull();
  expect(asked("launch.start")).toEqual([]);
});

test("confirming starts the pipelines of the plan that was shown and goes to the runs to follow", async () => {
  const { user, asked, address } = open();
  await screen.findByText("asked for");
  await user.click(await confirm());
  expect(asked("launch.start")).toEqual([
    { pipelines: ["golden-ubuntu-22-04", "payments-web"], dry_run: false, digest: "d1" },
  ]);
  await waitFor(() => expect(address()).toBe("/runs"));
  expect(launched.get()).toBe("job-9");
  expect(reviewed.get()).toBeNull();
});

test("what this version does not publish is named with its reason", async () => {
  const reason = "this version of Ingot checks container recipes and does not publish them";
  open({ left_out: [{ kind: "ContainerRecipe", name: "api", file: "containers/api.yaml", reason }] });
  expect(await screen.findByText("Left out")).toBeTruthy();
  expect(screen.getByText("api")).toBeTruthy();
  expect(screen.getByText(reason)).toBeTruthy();
});

test("a problem blocks the launch", async () => {
  const place = { line: 3, column: 1 };
  const problem = {
    rule: "recipe/parameter-missing",
    severity: "error" as const,
    message: "openjdk-runtime needs a value",
    help: null,
    file: "recipes/payments-web.yaml",
    range: { start: place, end: place },
    related: [],
    fix: null,
  };
  open({ problems: [problem], blocked: [problem.message] });
  expect(await screen.findByText("1 problem blocks it")).toBeTruthy();
  expect((await confirm()).hasAttribute("disabled")).toBe(true);
});

test("offline, the review is readable and says why nothing can be launched", async () => {
  open({ live: false }, true);
  expect(await screen.findByText(/A launch needs AWS, and you are working offline/)).toBeTruthy();
  await screen.findByText("asked for");
  expect((await confirm()).hasAttribute("disabled")).toBe(true);
});
