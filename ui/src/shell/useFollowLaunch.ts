import { useNavigate, useRouterState } from "@tanstack/react-router";
import { useEffect } from "react";

import { useAsk } from "@/contract";
import { useStore } from "@/parts/store";
import { launched } from "@/pieces/launch/open";

/** Shows the run of the newest launch once it is known, unless the user has gone elsewhere meanwhile. */
export function useFollowLaunch(): void {
  const navigate = useNavigate();
  const job = useStore(launched);
  const path = useRouterState({ select: (state) => state.location.pathname });
  const view = useAsk("job.list", {}).data?.jobs.find((one) => one.job === job);
  const run = view?.subject?.startsWith("arn:") ? view.subject : null;
  const over = view !== undefined && view.state !== "running";
  useEffect(() => {
    if (job === null) return;
    if (run !== null) {
      launched.set(null);
      if (path === "/runs") void navigate({ to: "/runs/$run", params: { run } });
    } else if (over) launched.set(null);
  }, [job, run, over, path, navigate]);
}
