import type { Coverage, ReportSummary } from "@/contract";

import styles from "./report.module.css";

const COVERAGE_WORDS: Record<Coverage, string> = {
  scanned: "Scanned",
  partial: "Partly scanned",
  not_scanned: "Not scanned",
  unknown: "Not stated",
};

/** What the scanner saw, in a word and a shape; the reason is its title. `alone`: no heading says that it is coverage. */
export function CoverageMark({
  report,
  alone = false,
}: {
  report: Pick<ReportSummary, "coverage" | "coverage_reason">;
  alone?: boolean;
}) {
  const title =
    report.coverage_reason ?? (report.coverage === "unknown" ? "the source does not say" : undefined);
  return (
    <span className={styles.coverage} data-coverage={report.coverage} title={title}>
      <span className={styles.ground} aria-hidden="true" />
      <span className="clip">
        {alone && report.coverage === "unknown" ? "Coverage not stated" : COVERAGE_WORDS[report.coverage]}
      </span>
    </span>
  );
}
