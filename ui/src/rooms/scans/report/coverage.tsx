import type { Coverage, ReportSummary } from "@/contract";

import styles from "./report.module.css";

export const COVERAGE_WORDS: Record<Coverage, string> = {
  scanned: "Scanned",
  partial: "Partly scanned",
  not_scanned: "Not scanned",
  unknown: "Coverage not stated",
};

/** What the scanner saw, in a word and a shape; the reason is its title. */
export function CoverageMark({ report }: { report: Pick<ReportSummary, "coverage" | "coverage_reason"> }) {
  const title =
    report.coverage_reason ?? (report.coverage === "unknown" ? "the source does not say" : undefined);
  return (
    <span className={styles.coverage} data-coverage={report.coverage} title={title}>
      <span className={styles.ground} aria-hidden="true" />
      <span className="clip">{COVERAGE_WORDS[report.coverage]}</span>
    </span>
  );
}
