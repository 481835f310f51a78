import { useNavigate, useRouterState } from "@tanstack/react-router";
import { useEffect, useRef } from "react";

import { useAsk } from "@/contract";
import { useStore } from "@/parts/store";
import { launched } from "@/pieces/launch/open";

/**
 * Shows the run of the newest launch once it is known, then the next one when a golden image had to be built first,
 * unless the user has gone elsewhere meanwhile.
 */
export function useFollowLaunch(): void {
  const navigate = useNavigate();
  const job = useStore(launched);
  const path = useRouterState({ select: (state) => state.location.pathname });
  const shown = useRef<string | null>(null);
  const view = useAsk("job.list", {}).data?.jobs.find((one) => one.job === job);
  const run = view?.subject?.startsWith("arn:") ? view.subject : null;
  const over = view !== undefined && view.state !== "running";
  useEffect(() => {
    if (job === null) return;
    const here = path === "/runs" || (shown.current !== null && path === runPath(shown.current));
    if (!here) {
      shown.current = null;
      // On the way to the list of runs, where the launch sends the user.
      if (run !== null) launched.set(null);
      return;
    }
    if (run !== null && run !== shown.current) {
      shown.current = run;
      void navigate({ to: "/runs/$run", params: { run } });
    } else if (over) {
      shown.current = null;
      launched.set(null);
    }
  }, [job, run, over, path, navigate]);
}

const runPath = (run: string): string => `/runs/${encodeURIComponent(run)}`;
