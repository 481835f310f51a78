import type { ReportSummary } from "@/contract";
import { Passage } from "@/parts/Passage";
import { Empty } from "@/parts/states";

/** A report without findings says which kind of nothing it is. */
export function Nothing({ summary }: { summary: ReportSummary | undefined }) {
  if (!summary) {
    return <Empty title="No findings yet">No report that was read so far has a finding.</Empty>;
  }
  if (summary.coverage === "scanned") {
    return (
      <Empty title="Scanned, and nothing found">
        The scanner looked at this image and reports no finding as of the time above.
      </Empty>
    );
  }
  const reason = summary.coverage_reason;
  const title = {
    not_scanned: "Not scanned",
    partial: "Nothing found, but only partly scanned",
    unknown: "No findings, but no word on coverage",
  }[summary.coverage];
  return (
    <Empty title={title}>
      {reason && (
        <>
          <Passage text={reason} most={400} />.{" "}
        </>
      )}
      {summary.coverage === "not_scanned"
        ? "Nobody looked at this image, so that it has no findings says nothing about it."
        : "That there are no findings here need not mean that there are none."}
    </Empty>
  );
}
