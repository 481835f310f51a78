import type { ContractError, RunSummary } from "@/contract";

import { logOf, runs, runView } from "./data/runs";
import { accounts, pipelines, shares } from "./data/targets";
import type { Handlers } from "./platform";

/** `nothing`: as on the first day, before anything was read. */
export type Fill = "full" | "nothing";

const AS_OF = "2026-11-23T06:41:00Z";

const missing = (what: string): ContractError => ({
  code: "not_found",
  message: `${what} is not known here`,
  hints: ["read AWS with a sync"],
  detail: null,
  retryable: false,
});

/** Handlers of pipelines, runs, targets and sharing. */
export function fakeRooms(fill: Fill = "full"): Partial<Handlers> {
  const full = fill === "full";
  const state = new Map(runs.map((run) => [run.run, run]));
  const find = (id: string): RunSummary => {
    const run = full ? state.get(id) : undefined;
    if (!run) throw missing(`run ${id}`);
    return run;
  };
  return {
    "pipeline.list": () => ({ pipelines: full ? pipelines : [], as_of: full ? AS_OF : null }),
    "run.list": () => ({ runs: full ? [...state.values()] : [], as_of: full ? AS_OF : null }),
    "run.get": ({ run }) => runView(find(run)),
    "run.logs": ({ run, offset, limit }) => {
      const lines = logOf(find(run));
      return { total: lines.length, lines: lines.slice(offset, offset + limit) };
    },
    "run.follow": () => ({ job: "job-2" }),
    "run.cancel": ({ run, dry_run }) => {
      const one = find(run);
      if (dry_run) return one;
      const cancelled = { ...one, status: "CANCELLED", ended: AS_OF, reason: "cancelled by sandbox-admin" };
      state.set(run, cancelled);
      return cancelled;
    },
    "target.list": () => ({ accounts: full ? accounts : [], as_of: full ? AS_OF : null }),
    "share.list": () => ({ shares: full ? shares : [], as_of: full ? AS_OF : null }),
  };
}
