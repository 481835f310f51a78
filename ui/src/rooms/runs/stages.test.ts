import { expect, test } from "vitest";

import type { RunView } from "@/contract";
import { runs, runView } from "@tests/fake/data/runs";

import { stagesOf } from "./stages";

const viewOf = (status: string): RunView => {
  const run = runs.find((one) => one.status === status);
  if (!run) throw new Error(`no invented run is ${status}`);
  return runView(run);
};
const words = (view: RunView) => stagesOf(view).map(({ name, state }) => `${name} ${state}`);

test("a run under test has built, and what comes later is still to come", () => {
  expect(words(viewOf("TESTING"))).toEqual([
    "PENDING done",
    "BUILDING done",
    "TESTING now",
    "DISTRIBUTING ahead",
    "AVAILABLE ahead",
  ]);
});

test("how long a stage took comes from its steps, and of the running one up to when it was last read", () => {
  const [, building, testing] = stagesOf(viewOf("TESTING"));
  expect(building?.took).toBe("19 min 0 s");
  expect(testing?.took).toBe("9 min 48 s");
});

test("a failed run shows the stage in which it failed, by the workflows that began", () => {
  expect(words(viewOf("FAILED")).slice(0, 3)).toEqual(["PENDING done", "BUILDING failed", "TESTING ahead"]);
});

test("a cancelled run did not fail", () => {
  expect(words(viewOf("CANCELLED"))[1]).toBe("BUILDING stopped");
});

test("a finished run is done to the end", () => {
  expect(stagesOf(viewOf("AVAILABLE")).map(({ state }) => state)).toEqual(Array(5).fill("done"));
});

test("a run without a test workflow went past testing", () => {
  const view = viewOf("AVAILABLE");
  const untested = { ...view, workflows: view.workflows.filter((one) => one.workflow !== "TEST") };
  expect(words(untested)[2]).toBe("TESTING skipped");
});

test("a finished run whose workflows were not read claims nothing was left out", () => {
  expect(words({ ...viewOf("AVAILABLE"), workflows: [] })[2]).toBe("TESTING done");
});

test("the statuses between the stages keep their own word", () => {
  const view = viewOf("TESTING");
  expect(words({ ...view, workflows: [], summary: { ...view.summary, status: "CREATING" } })[0]).toBe(
    "CREATING now",
  );
  expect(words({ ...view, summary: { ...view.summary, status: "INTEGRATING" } })[3]).toBe("INTEGRATING now");
});
