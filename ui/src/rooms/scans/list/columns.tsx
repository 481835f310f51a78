import type { ReportSummary } from "@/contract";
import type { Column } from "@/parts/DataGrid";
import { Missing } from "@/parts/Missing";
import { Time } from "@/parts/Time";

import { CoverageMark } from "../report/coverage";
import { SEVERITIES } from "../report/severities";
import { SeverityBar } from "../report/Severity";
import styles from "./list.module.css";

const unscanned = (report: ReportSummary): boolean => report.coverage === "not_scanned";

/** The columns of the list of reports that fit into `width` pixels; coverage stands before every count. */
export function columns(width: number): Column<ReportSummary>[] {
  const number = (report: ReportSummary, count: number) =>
    unscanned(report) ? (
      <Missing why="not scanned" />
    ) : (
      <span className={count === 0 ? "dim" : undefined}>{count.toLocaleString("en")}</span>
    );
  const all: (Column<ReportSummary> & { from: number })[] = [
    {
      key: "report",
      title: "Report",
      from: 0,
      width: "minmax(210px, 1fr)",
      cell: (report) => (
        <div className={styles.report}>
          <span className="clip" title={report.title}>
            {report.title}
          </span>
          <span className="clip dim small" title={report.file ?? undefined}>
            {report.source}
            {report.tool && ` · ${report.tool}`}
            {report.packages !== null &&
              ` · ${report.packages === 1 ? "1 package" : `${report.packages.toLocaleString("en")} packages`}`}
            {report.rejected > 0 && ` · ${report.rejected.toLocaleString("en")} not read`}
          </span>
        </div>
      ),
    },
    {
      key: "coverage",
      title: "Coverage",
      from: 0,
      width: "116px",
      cell: (report) => <CoverageMark report={report} />,
    },
    ...SEVERITIES.slice(0, 4).map(({ key, word }): Column<ReportSummary> & { from: number } => ({
      key,
      title: word,
      from: 620,
      width: "58px",
      align: "end",
      cell: (report) => number(report, report.counts[key]),
    })),
    {
      key: "other",
      title: "Other",
      from: 760,
      width: "58px",
      align: "end",
      cell: (report) => number(report, report.counts.informational + report.counts.untriaged),
    },
    {
      key: "bar",
      title: "Spread",
      quiet: true,
      from: 900,
      width: "minmax(70px, 1.4fr)",
      cell: (report) =>
        unscanned(report) ? (
          <span className={`${styles.apart} ${styles.nobody}`} title={report.coverage_reason ?? undefined} />
        ) : (
          <div className={styles.apart}>
            <SeverityBar counts={report.counts} />
          </div>
        ),
    },
    {
      key: "total",
      title: "Findings",
      from: 0,
      width: "70px",
      align: "end",
      cell: (report) => number(report, report.total),
    },
    {
      key: "as_of",
      title: "As of",
      align: "end",
      from: 480,
      width: "112px",
      cell: (report) => <Time at={report.as_of} />,
    },
  ];
  return all.filter((column) => width >= column.from);
}
