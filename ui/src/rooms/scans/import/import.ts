import { useEffect, useState } from "react";

import { useAsk, useDo, type Failure, type ImportSummary, type JobView } from "@/contract";
import { newStore, useStore } from "@/parts/store";
import { platform } from "@/platform";
import { useAction } from "@/pieces/actions";

/** The import whose outcome is shown, kept while one looks at something else. */
const latest = newStore<string | null>(null);

/** Shows the progress and the outcome of a job that brings in reports. */
export const followJob = (job: string): void => latest.set(job);

export interface Importing {
  pick: () => void;
  /** Files hover over the window. */
  over: boolean;
  /** Whether this host tells the paths of dropped files. */
  drops: boolean;
  busy: boolean;
  job: JobView | undefined;
  outcome: ImportSummary | undefined;
  failure: Failure | null;
  cancel: () => void;
  dismiss: () => void;
}

/** Recognised by content, not by name; the names only keep the dialog short. */
const REPORTS = {
  name: "Scan reports, KEV and EPSS lists",
  extensions: ["json", "csv", "xml", "gz", "zip", "cdx", "spdx", "txt", "ndjson", "jsonl"],
};

/** Bringing in report files, by dialog or by dropping them on the window while the caller is on screen. */
export function useImport(): Importing {
  const start = useDo("scan.import");
  const stop = useDo("job.cancel");
  const id = useStore(latest);
  const [over, setOver] = useState(false);
  const job = useAsk("job.list", {}).data?.jobs.find((one) => one.job === id);
  const ended = job !== undefined && job.state !== "running";
  const outcome = useAsk("scan.imported", { job: id ?? "" }, { enabled: id !== null && ended }).data;

  const run = (files: string[]) => {
    if (files.length > 0) start.mutate({ files }, { onSuccess: (started) => followJob(started.job) });
  };
  const pick = () =>
    void platform()
      .pickFiles("Import scan reports", REPORTS)
      .then(run, () => undefined);
  useAction("scan.import", pick);
  useEffect(
    () =>
      platform().onFileDrop((phase, paths) => {
        setOver(phase === "over");
        if (phase === "drop") run(paths);
      }),
    // One listener for as long as the room is shown; `run` only reaches stable things.
    // oxlint-disable-next-line react/exhaustive-deps
    [],
  );
  return {
    pick,
    over,
    drops: platform().kind === "window",
    busy: start.isPending || job?.state === "running",
    job,
    outcome,
    failure: start.error,
    cancel: () => {
      if (id !== null) stop.mutate({ job: id });
    },
    dismiss: () => {
      latest.set(null);
      start.reset();
    },
  };
}
