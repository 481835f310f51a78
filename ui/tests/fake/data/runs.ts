import type { LogLine, RunStepView, RunSummary, RunView, WorkflowView } from "@/contract";

const arn = (recipe: string, version: string): string =>
  `arn:aws:imagebuilder:eu-west-1:111122223333:image/${recipe}/${version}`;

const run = (
  recipe: string,
  version: string,
  status: string,
  started: string,
  ended: string | null,
  more: Partial<RunSummary> = {},
): RunSummary => ({
  run: arn(recipe, version),
  pipeline: recipe,
  recipe,
  version,
  status,
  reason: null,
  started,
  ended,
  account: "111122223333",
  region: "eu-west-1",
  as_of: "2026-11-23T06:41:00Z",
  report: null,
  ...more,
});

export const runs: RunSummary[] = [
  run("golden-ubuntu-22-04", "1.8.0/4", "TESTING", "2026-11-23T06:12:12Z", null),
  run("payments-web", "2.0.0/7", "AVAILABLE", "2026-11-22T06:00:04Z", "2026-11-22T06:24:40Z", {
    report: "report-payments",
  }),
  run("payments-web", "2.0.0/6", "FAILED", "2026-11-21T14:02:11Z", "2026-11-21T14:15:34Z", {
    reason: "step InstallNginx of nginx-tls failed",
  }),
  run("golden-ubuntu-22-04", "1.8.0/3", "AVAILABLE", "2026-11-16T06:00:03Z", "2026-11-16T06:31:20Z", {
    report: "report-golden",
  }),
  run("ledger-batch", "3.3.0/2", "CANCELLED", "2026-11-12T09:12:00Z", "2026-11-12T09:15:31Z", {
    reason: "cancelled by sandbox-admin",
  }),
  run("ledger-batch", "3.3.0/1", "AVAILABLE", "2026-11-11T09:00:00Z", "2026-11-11T09:28:02Z", {
    report: "report-ledger",
  }),
];

const minutes = (from: string, count: number): string =>
  `${new Date(new Date(from).getTime() + count * 60_000).toISOString().slice(0, 19)}Z`;

const PARTS: [workflow: string, steps: [name: string, action: string, minutes: number][]][] = [
  [
    "BUILD",
    [
      ["LaunchBuildInstance", "LaunchInstance", 2],
      ["ApplyBuildComponents", "ExecuteComponents", 11],
      ["InventoryCollection", "CollectImageMetadata", 1],
      ["RunSanitizeScript", "SanitizeInstance", 0.5],
      ["CreateOutputAMI", "CreateImage", 4],
      ["TerminateBuildInstance", "TerminateInstance", 0.5],
    ],
  ],
  [
    "TEST",
    [
      ["LaunchTestInstance", "LaunchInstance", 1.5],
      ["ApplyTestComponents", "ExecuteComponents", 3],
      ["TerminateTestInstance", "TerminateInstance", 0.5],
    ],
  ],
  ["DISTRIBUTION", [["DistributeImage", "DistributeImage", 1]]],
];

/** Steps one after another, each done until `stop`, whose status is `last`; what follows has not begun. */
function workflowsOf(one: RunSummary, stop: string | null, last: string): WorkflowView[] {
  let at = one.started ?? one.as_of;
  let ended = false;
  const workflows: WorkflowView[] = [];
  for (const [workflow, parts] of PARTS) {
    if (ended) break;
    const steps: RunStepView[] = [];
    for (const [name, action, length] of parts) {
      const here = name === stop;
      const began = at;
      at = minutes(at, length);
      steps.push({
        name,
        action,
        status: ended ? "PENDING" : here ? last : "COMPLETED",
        message: here && last === "FAILED" ? "Component nginx-tls 1.12.0 exited with status 100." : null,
        started: ended ? null : began,
        ended: ended || (here && last === "RUNNING") ? null : at,
      });
      ended ||= here;
    }
    workflows.push({ workflow, status: ended ? last : "COMPLETED", steps });
  }
  return workflows;
}

export function runView(one: RunSummary): RunView {
  const failed = one.status === "FAILED";
  const stop = failed
    ? "ApplyBuildComponents"
    : one.status === "TESTING"
      ? "ApplyTestComponents"
      : one.status === "CANCELLED"
        ? "LaunchBuildInstance"
        : null;
  return {
    summary: one,
    workflows: workflowsOf(
      one,
      stop,
      failed ? "FAILED" : one.status === "CANCELLED" ? "CANCELLED" : "RUNNING",
    ),
    failure: failed
      ? {
          message:
            "nginx-tls failed in step InstallNginx of phase build: E: Unable to locate package nginx-mainline",
          workflow_step: "ApplyBuildComponents",
          component: "nginx-tls",
          phase: "build",
          step: "InstallNginx",
          file: "components/nginx-tls/document.yaml",
          line: 14,
        }
      : null,
    outputs:
      one.status === "AVAILABLE"
        ? [
            { region: "eu-west-1", account: "111122223333", ami: "ami-0b1f2c3d4e5f60718" },
            { region: "eu-central-1", account: "111122223333", ami: "ami-0a9b8c7d6e5f43210" },
          ]
        : [],
    log_lines: logOf(one).length,
    job: one.status === "TESTING" ? "job-2" : null,
  };
}

const COMPONENTS = ["os-updates", "sshd-hardening", "kernel-parameters", "audit-rules", "nginx-tls"];

export function logOf(one: RunSummary): LogLine[] {
  const lines: LogLine[] = [];
  let second = 0;
  const say = (message: string) => {
    second += 1 + (message.length % 3);
    const time = new Date(new Date(one.started ?? one.as_of).getTime() + second * 1000);
    lines.push({ time: `${time.toISOString().slice(0, 19)}Z`, message });
  };
  say("Building: launching the instance");
  say("Document arn:aws:imagebuilder:eu-west-1:111122223333:component/os-updates/1.0.9/1");
  for (const component of COMPONENTS) {
    say(`Phase build of ${component}`);
    for (let step = 1; step <= 40; step += 1)
      say(`ExecuteBash: STDOUT: ${component} unit ${step} of 40 done`);
    if (one.status === "FAILED" && component === "nginx-tls") {
      say("ExecuteBash: STDERR: E: Unable to locate package nginx-mainline");
      say("ExecuteBash: FAILED EXECUTION");
      return lines;
    }
    say(`Phase build of ${component}: success`);
  }
  if (one.status !== "TESTING") say("Distributed to eu-west-1 and eu-central-1");
  return lines;
}
