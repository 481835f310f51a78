import { screen, waitFor, within } from "@testing-library/react";
import { beforeEach, expect, test } from "vitest";

import { asked } from "@/pieces/resource/open";
import { accounts } from "@tests/fake/data/targets";
import { openRoom, type OpenRoomOptions } from "@tests/room";

import PipelinesRoom from "..";

const open = (search: string, options?: OpenRoomOptions) =>
  openRoom(PipelinesRoom, { name: "pipelines", param: "pipeline" }, `/pipelines?${search}`, options);
const payments = "view=distribution&resource=payments";
const box = (name: RegExp) => screen.findByRole("checkbox", { name });

beforeEach(() => asked.set(null));

test("the room has three lists, and each leads to what it lists", async () => {
  const { user, address } = open("view=infrastructure");
  const grid = await screen.findByRole("grid", { name: "Infrastructure" });
  await user.click(await within(grid).findByText("build-large"));
  await waitFor(() => expect(address()).toContain("resource=build-large"));
  expect(await screen.findByDisplayValue("m7i.xlarge")).toBeTruthy();
  await user.click(screen.getByRole("link", { name: "Distribution" }));
  expect(await screen.findByRole("grid", { name: "Distribution" })).toBeTruthy();
});

test("a new configuration is one press away, from an empty list too", async () => {
  const { user } = open("view=distribution", { handlers: { "resource.list": () => ({ resources: [] }) } });
  await user.click(await screen.findByRole("button", { name: "New distribution configuration…" }));
  expect(asked.get()).toEqual({ action: "create", kind: "DistributionConfiguration" });
});

test("Space ticks the box with the focus, and arrows move it", async () => {
  const { user, asked: requests } = open(payments);
  (await box(/^999988887777 in eu-west-1 gets a copy/)).focus();
  await user.keyboard(" ");
  await waitFor(() =>
    expect(requests("resource.set")).toMatchObject([
      {
        changes: [
          {
            path: ["distributions", "0", "amiDistributionConfiguration", "targetAccountIds", "1"],
            value: "999988887777",
          },
        ],
      },
    ]),
  );
  await user.keyboard("{ArrowRight}");
  expect(document.activeElement?.getAttribute("aria-label")).toBe(
    "999988887777 in eu-central-1 may launch it",
  );
  await user.keyboard("{ArrowDown}");
  expect(document.activeElement?.getAttribute("aria-label")).toMatch(/in eu-central-1 may launch it$/);
});

test("ticks that follow fast on each other are all written", async () => {
  const { user, fake } = open(payments);
  await user.type(await screen.findByRole("searchbox", { name: /Filter accounts/ }), "fraud-infra");
  const boxes = await screen.findAllByRole("checkbox", { name: /in eu-west-1 may launch it/ });
  for (const one of boxes.slice(0, 4)) one.click();
  await waitFor(async () => {
    const view = (await fake.call("resource.get", {
      kind: "DistributionConfiguration",
      name: "payments",
    })) as {
      value: {
        distributions: { amiDistributionConfiguration: { launchPermission: { userIds: string[] } } }[];
      };
    };
    expect(view.value.distributions[0]?.amiDistributionConfiguration.launchPermission.userIds).toHaveLength(
      8,
    );
  });
  await waitFor(() =>
    expect(screen.getByRole("button", { name: "eu-west-1: 8 may launch it, 1 copy" })).toBeTruthy(),
  );
});

test("an account that the cache does not know is kept and told", async () => {
  open(payments);
  expect(await screen.findByText("not in the targets cache")).toBeTruthy();
  expect((await box(/^999988887777 in eu-west-1 may launch it/)).getAttribute("aria-checked")).toBe("true");
});

test("all that are listed are taken in at once, as one edit", async () => {
  const { user, asked: requests } = open(payments);
  await user.type(await screen.findByRole("searchbox", { name: /Filter accounts/ }), "search-");
  const wanted = accounts.filter((one) => one.name.startsWith("search-")).length;
  await user.click(await screen.findByRole("button", { name: /^eu-central-1:/ }));
  await user.click(
    await screen.findByRole("menuitem", { name: `Let all ${wanted} that are listed launch it` }),
  );
  await waitFor(() => expect(requests("resource.set")).toHaveLength(1));
  expect((requests("resource.set")[0] as { changes: unknown[] }).changes).toHaveLength(wanted);
});

test("a Region is added once, with the name of the AMI", async () => {
  const { user, asked: requests } = open(payments);
  await user.click(await screen.findByRole("button", { name: "Region" }));
  const field = await screen.findByRole("textbox", { name: "Region" });
  await user.type(field, "eu-west-1");
  expect(await screen.findByText(/AWS takes a Region once/)).toBeTruthy();
  await user.clear(field);
  await user.type(field, "eu-north-1{Enter}");
  await waitFor(() =>
    expect(requests("resource.set")).toMatchObject([
      {
        changes: [
          {
            path: ["distributions", "2"],
            value: {
              region: "eu-north-1",
              amiDistributionConfiguration: { name: "payments-{{ imagebuilder:buildDate }}" },
            },
          },
        ],
      },
    ]),
  );
  expect(await screen.findByRole("columnheader", { name: /eu-north-1/ })).toBeTruthy();
});

test("without a cache there is what the file names, and the way to more", async () => {
  open(payments, { fill: "nothing" });
  expect(await screen.findByText(/No account was read yet/)).toBeTruthy();
  expect(await box(/^999988887777 in eu-west-1 may launch it/)).toBeTruthy();
});

test("the settings of a Region stay open while its name is edited", async () => {
  const { user, asked: requests } = open(payments);
  await user.click(await screen.findByRole("button", { name: /^eu-central-1:/ }));
  await user.click(await screen.findByRole("menuitem", { name: /Name, key, tags/ }));
  const panel = await screen.findByRole("region", { name: "Region eu-central-1" });
  const field = within(panel).getByRole("textbox", { name: "Region" });
  await user.clear(field);
  await user.type(field, "eu-north-1{Enter}");
  await waitFor(() => expect(requests("resource.set")).toHaveLength(1));
  expect(await screen.findByRole("region", { name: "Region eu-north-1" })).toBeTruthy();
});
