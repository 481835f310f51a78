import { useDo, type FetchReport } from "@/contract";
import { toast } from "@/parts/toast";

import { followJob } from "./import";

/** Asks AWS for a report without a dialog; its progress and outcome stand where those of an import do. */
export function useFetch(): (request: FetchReport) => void {
  const start = useDo("scan.fetch");
  const ask = (request: FetchReport) =>
    start.mutate(request, {
      onSuccess: ({ job }) => followJob(job),
      onError: (failure) =>
        toast(failure.message, { label: "Try again", act: () => start.mutate(request) }, "bad"),
    });
  return ask;
}
