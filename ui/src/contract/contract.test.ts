import { afterEach, expect, test, vi } from "vitest";

import { setPlatform } from "@/platform";
import { fakePlatform } from "@tests/fake/platform";

import { call } from "./call";
import { followEvents, staleAfter, withJob } from "./events";
import { asFailure, Failure, treatments } from "./failure";
import type { JobView } from "./generated/JobView";
import { keep, keyOf, newClient } from "./queries";

const job = (name: string, state: JobView["state"]): JobView => ({
  job: name,
  kind: "sync",
  title: name,
  state,
  progress: { done: 0, total: 0, now: "" },
  error: null,
  subject: null,
  started: "2026-11-23T06:00:00Z",
  ended: null,
  resumable: false,
});

afterEach(() => vi.unstubAllGlobals());

test("a contract error keeps its code, hints and detail; a stranger's becomes an internal one", async () => {
  const error = {
    code: "conflict",
    message: "taken",
    hints: ["bump it"],
    detail: "id 1",
    retryable: false,
  } as const;
  setPlatform(
    fakePlatform({
      "sync.start": () => {
        throw error;
      },
    }),
  );
  const failure = await call("sync.start", {}).catch((thrown: unknown) => thrown);
  expect(failure).toBeInstanceOf(Failure);
  expect(failure).toMatchObject(error);
  expect(asFailure(new Error("boom"))).toMatchObject({ code: "internal", detail: "boom" });
  expect(asFailure({ code: "no such code", message: "x", hints: [] }).code).toBe("internal");
});

test("a program that has ended is said to be gone, with a way on", () => {
  const failure = asFailure(new TypeError("Failed to fetch"));
  expect(failure.retryable).toBe(true);
  expect(failure.message).toContain("does not answer");
});

test("every treatment has words", () => {
  for (const treatment of Object.values(treatments)) expect(treatment.title).not.toBe("");
});

test("an event makes stale what it changed and nothing else", () => {
  expect(staleAfter({ event: "workspace", revision: 2 })).toContain("recipe.get");
  expect(staleAfter({ event: "workspace", revision: 2 })).not.toContain("scan.page");
  expect(staleAfter({ event: "cache", topic: "scans" })).toContain("scan.facets");
  expect(staleAfter({ event: "cache", topic: "scans" })).not.toContain("recipe.get");
  expect(staleAfter({ event: "job", job: job("a", "running") })).toEqual([]);
});

test("a job's progress replaces it, and a new job comes first", () => {
  const list = withJob(withJob(undefined, job("a", "running")), job("b", "running"));
  expect(list.jobs.map((one) => one.job)).toEqual(["b", "a"]);
  expect(withJob(list, job("a", "failed")).jobs.map((one) => one.state)).toEqual(["running", "failed"]);
});

test("events from the workbench reach the answers that are on screen", async () => {
  const fake = fakePlatform({});
  setPlatform(fake);
  const client = newClient();
  client.setQueryData(keyOf("run.list", {}), { runs: [], as_of: null });
  client.setQueryData(keyOf("target.list", {}), { accounts: [], as_of: null });
  const stop = followEvents(client);
  fake.emit({ event: "cache", topic: "runs" });
  fake.emit({ event: "job", job: job("a", "running") });
  expect(client.getQueryState(keyOf("run.list", {}))?.isInvalidated).toBe(true);
  expect(client.getQueryState(keyOf("target.list", {}))?.isInvalidated).toBe(false);
  expect(client.getQueryData(keyOf("job.list", {}))).toMatchObject({ jobs: [{ job: "a" }] });
  stop();
});

test("the answer of an edit is the recipe that readers see", () => {
  const client = newClient();
  const view = { recipe: "payments-web", edits: 1 } as never;
  keep(client, "recipe.move_layers", view);
  expect(client.getQueryData(keyOf("recipe.get", { recipe: "payments-web" }))).toBe(view);
});

test("the palette and the run order are answers of their own, not recipes", () => {
  const client = newClient();
  keep(client, "recipe.palette", { entries: [], as_of: null });
  expect(client.getQueriesData({ queryKey: ["recipe.get"] })).toEqual([]);
});
