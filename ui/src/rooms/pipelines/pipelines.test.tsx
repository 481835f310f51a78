import { screen, waitFor, within } from "@testing-library/react";
import { beforeEach, expect, test } from "vitest";

import { reviewed } from "@/pieces/launch/open";
import { runs } from "@tests/fake/data/runs";
import { pipelines } from "@tests/fake/data/targets";
import { openRoom, type OpenRoomOptions } from "@tests/room";

import PipelinesRoom from ".";

const open = (address: string, options?: OpenRoomOptions) =>
  openRoom(PipelinesRoom, { name: "pipelines", param: "pipeline" }, address, options);

beforeEach(() => reviewed.set(null));

test("Launch opens the review of the pipeline's image", async () => {
  const { user } = open("/pipelines/payments-web");
  await user.click(await screen.findByRole("button", { name: "Launch…" }));
  expect(reviewed.get()).toEqual(["payments-web"]);
});

test("the schedule stands as written beside its words, with its zone", async () => {
  open("/pipelines/payments-web");
  const detail = await screen.findByRole("region", { name: "Pipeline payments-web" });
  expect(within(detail).getByText("Every Wednesday at 02:00, Europe/Berlin")).toBeTruthy();
  expect(within(detail).getByText("cron(0 2 ? * WED *)")).toBeTruthy();
});

test("a pipeline that is off says that its schedule does nothing", async () => {
  open("/pipelines/golden-centos-7");
  expect(await screen.findByText(/its schedule does not start it/)).toBeTruthy();
});

test("the last run leads to it", async () => {
  const { user, address } = open("/pipelines/payments-web");
  await user.click(await screen.findByRole("button", { name: "Open the run" }));
  const last = runs.find((run) => run.pipeline === "payments-web");
  await waitFor(() => expect(address()).toBe(`/runs/${last?.run}`));
});

test("without a recipe of the workspace there is nothing to launch", async () => {
  const [one] = pipelines;
  open("/pipelines/golden-centos-7", {
    handlers: {
      "pipeline.list": () => ({
        pipelines: [{ ...(one as (typeof pipelines)[0]), recipe: null }],
        as_of: null,
      }),
    },
  });
  expect(await screen.findByRole("button", { name: "Launch…" })).toHaveProperty("disabled", true);
});

test("the filter leaves what fits", async () => {
  const { user } = open("/pipelines");
  const grid = await screen.findByRole("grid", { name: "Pipelines" });
  await user.type(screen.getByRole("searchbox", { name: "Filter the pipelines" }), "golden-ubuntu");
  await waitFor(() => expect(within(grid).getAllByRole("row")).toHaveLength(2));
  await user.type(screen.getByRole("searchbox", { name: "Filter the pipelines" }), " none of it");
  expect(await screen.findByText("No pipeline matches “golden-ubuntu none of it”.")).toBeTruthy();
});
