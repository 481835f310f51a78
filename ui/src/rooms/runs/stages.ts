import type { RunView, WorkflowView } from "@/contract";
import { duration } from "@/parts/time";

/** `skipped`: the run went past without it. `stopped`: it ended here, by failing or by being cancelled. */
export type StageState = "done" | "now" | "failed" | "stopped" | "skipped" | "ahead";

export interface StageView {
  /** Image Builder's word. */
  name: string;
  state: StageState;
  took: string | null;
}

// The stages a person follows; the statuses between them belong to the stage they lead to or come from.
// https://docs.aws.amazon.com/imagebuilder/latest/APIReference/API_ImageState.html
const TRACK: { name: string; also: string[]; workflow: string | null }[] = [
  { name: "PENDING", also: ["CREATING"], workflow: null },
  { name: "BUILDING", also: [], workflow: "BUILD" },
  { name: "TESTING", also: [], workflow: "TEST" },
  { name: "DISTRIBUTING", also: ["INTEGRATING"], workflow: "DISTRIBUTION" },
  { name: "AVAILABLE", also: ["DEPRECATED", "DISABLED", "DELETED"], workflow: null },
];
const LAST = TRACK.length - 1;

/** How far a run is, stage by stage. */
export function stagesOf({ summary, workflows }: RunView): StageView[] {
  const { status, as_of, ended } = summary;
  const broken = status === "FAILED" || status === "CANCELLED";
  const here = TRACK.findIndex(({ name, also }) => name === status || also.includes(status));
  const reached = broken ? lastBegun(workflows) : Math.max(0, here);
  return TRACK.map(({ name, also, workflow }, index) => {
    const own = workflows.find((one) => one.workflow === workflow);
    const state = stateAt(index, reached, status, workflow === null || own !== undefined);
    return {
      name: also.includes(status) ? status : name,
      state: state === "skipped" && workflows.length === 0 ? "done" : state,
      took: own ? took(own, ended ?? as_of) : null,
    };
  });
}

function stateAt(index: number, reached: number, status: string, ran: boolean): StageState {
  if (index > reached) return "ahead";
  if (index < reached) return ran ? "done" : "skipped";
  if (status === "FAILED") return "failed";
  if (status === "CANCELLED") return "stopped";
  return index === LAST ? "done" : "now";
}

function lastBegun(workflows: WorkflowView[]): number {
  return TRACK.findLastIndex(({ workflow }, index) =>
    index === 0 ? true : workflows.some((one) => one.workflow === workflow),
  );
}

/** From the first step's start to the last one's end, or to `until` while one still runs. */
function took({ steps }: WorkflowView, until: string): string | null {
  const starts = steps.flatMap((step) => step.started ?? []).sort();
  const open = steps.some((step) => step.started !== null && step.ended === null);
  const ends = steps.flatMap((step) => step.ended ?? []).sort();
  return duration(starts[0] ?? null, open ? until : (ends.at(-1) ?? null));
}
