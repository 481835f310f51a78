import type { QueryClient } from "@tanstack/react-query";

import { platform } from "@/platform";

import type { CommandName } from "./call";
import type { Event } from "./generated/Event";
import type { JobList } from "./generated/JobList";
import type { JobView } from "./generated/JobView";
import type { Topic } from "./generated/Topic";

/** Reading commands that are stale after files or drafts changed. */
export const OF_WORKSPACE: CommandName[] = [
  "workspace.current",
  "problems.list",
  "file.get",
  "recipe.get",
  "recipe.palette",
  "recipe.parents",
  "recipe.run_order",
  "resource.list",
  "resource.get",
  "compare.sides",
  "compare.run",
  "stale.list",
  "stale.propose",
  "component.list",
  "component.get",
  "pipeline.list",
  "plan.make",
  "scan.decisions",
  "scan.views",
];

/** Reading commands that are stale after rows of the cache changed. */
export const OF_TOPIC: Record<Topic, CommandName[]> = {
  inventory: [
    "component.list",
    "component.get",
    "recipe.get",
    "recipe.palette",
    "recipe.parents",
    "recipe.run_order",
    "compare.sides",
    "stale.list",
    "stale.propose",
    "pipeline.list",
  ],
  runs: ["run.list", "run.get", "run.logs", "pipeline.list"],
  scans: [
    "scan.list",
    "scan.page",
    "scan.facets",
    "scan.groups",
    "scan.finding",
    "scan.whose",
    "scan.compare",
    "scan.trend",
    "scan.decisions",
    "scan.imported",
    "run.list",
    "run.get",
  ],
  targets: ["target.list", "share.list"],
};

/** The commands whose answers an event makes stale. */
export function staleAfter(event: Event): CommandName[] {
  switch (event.event) {
    case "workspace":
      return OF_WORKSPACE;
    case "cache":
      return OF_TOPIC[event.topic];
    case "session":
      return ["session.get", "plan.make"];
    case "job":
      return event.job.state === "running" ? [] : ["session.get"];
  }
}

/** Puts a job into the list, newest first, without asking again. */
export function withJob(list: JobList | undefined, job: JobView): JobList {
  const jobs = list?.jobs ?? [];
  const known = jobs.some((other) => other.job === job.job);
  return { jobs: known ? jobs.map((other) => (other.job === job.job ? job : other)) : [job, ...jobs] };
}

/** Keeps the queries of `client` fresh for as long as the page lives. Returns the way to stop. */
export function followEvents(client: QueryClient): () => void {
  return platform().onEvent(
    (raw) => {
      const event = raw as Event;
      if (event.event === "job") {
        client.setQueryData<JobList>(["job.list", {}], (list) => withJob(list, event.job));
      }
      for (const name of staleAfter(event)) void client.invalidateQueries({ queryKey: [name] });
    },
    () => void client.invalidateQueries(),
  );
}
