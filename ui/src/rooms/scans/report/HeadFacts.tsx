import type { ReportSummary, Snapshots } from "@/contract";

import { CoverageMark } from "./coverage";
import styles from "./report.module.css";
import { SnapshotFacts } from "./SnapshotFacts";
import { silence } from "./tells";

/** What was covered, by whom, from what, and what the source does not say. */
export function ReportFacts({ summary, snapshots }: { summary: ReportSummary; snapshots: Snapshots }) {
  const silent = silence(summary, snapshots);
  return (
    <>
      <CoverageMark alone report={summary} />
      {summary.coverage === "unknown" && summary.coverage_reason && (
        <span className="clip" title={summary.coverage_reason}>
          {summary.coverage_reason}
        </span>
      )}
      <span className={styles.fact}>
        <span className="clip">{summary.source}</span>
      </span>
      {summary.tool && (
        <span className="clip" title={summary.tool}>
          {summary.tool}
        </span>
      )}
      {summary.file && summary.file.split(/[\\/]/).at(-1) !== summary.title && (
        <span className="clip" title={summary.file}>
          {summary.file.split(/[\\/]/).at(-1)}
        </span>
      )}
      <span>
        {summary.packages === null
          ? "no package inventory"
          : summary.packages === 1
            ? "1 package"
            : `${summary.packages.toLocaleString("en")} packages`}
      </span>
      {summary.rejected > 0 && (
        <span>
          {summary.rejected === 1 ? "1 entry" : `${summary.rejected.toLocaleString("en")} entries`} not read
        </span>
      )}
      {silent && <span>does not say: {silent}</span>}
      <SnapshotFacts snapshots={snapshots} />
    </>
  );
}

/** The coverage of all reports: how many of them cannot be taken for clean. */
export function AllFacts({ reports, snapshots }: { reports: ReportSummary[]; snapshots: Snapshots }) {
  const of = (coverage: ReportSummary["coverage"]) =>
    reports.filter((one) => one.coverage === coverage).length;
  const words = [
    [of("not_scanned"), "not scanned"],
    [of("partial"), "partly scanned"],
    [of("unknown"), "without a word on coverage"],
  ] as const;
  return (
    <>
      <span>
        {reports.length.toLocaleString("en")} reports
        {words
          .filter(([count]) => count > 0)
          .map(([count, word]) => `, ${count.toLocaleString("en")} ${word}`)
          .join("")}
      </span>
      <SnapshotFacts snapshots={snapshots} />
    </>
  );
}
