import { useNavigate } from "@tanstack/react-router";
import { useState } from "react";

import { useAsk, type ReportSummary } from "@/contract";
import { Button } from "@/parts/Button";
import { DataGrid, type Column } from "@/parts/DataGrid";
import { Missing } from "@/parts/Missing";
import { Empty } from "@/parts/states";
import { Time } from "@/parts/Time";
import { useWidth } from "@/parts/useWidth";
import { Answer } from "@/pieces/Answer";
import { fits, ListFilter } from "@/pieces/ListFilter";
import { Page, useCrumb, Waiting } from "@/pieces/Page";

import { CoverageMark } from "./coverage";
import { useImport } from "./import";
import { DropPlace, ImportOutcome } from "./ImportOutcome";
import styles from "./scans.module.css";
import { SEVERITIES } from "./severities";
import { SeverityBar } from "./Severity";

/** All reports, coverage before counts, and the way to bring in another. */
export function ReportList() {
  const navigate = useNavigate();
  const reports = useAsk("scan.list", {});
  const importing = useImport();
  const [filter, setFilter] = useState("");
  const [room, width] = useWidth(1000);
  useCrumb("Scans");
  const all = reports.data?.reports ?? [];
  const shown = all.filter((report) => fits(filter, report.title, report.source, report.file));
  return (
    <div ref={room} className={styles.room}>
      <Page
        title="Scans"
        facts={all.length > 0 && <span>{all.length === 1 ? "1 report" : `${all.length} reports`}</span>}
        actions={
          <Button icon="import" isDisabled={importing.busy} onPress={importing.pick}>
            Import…
          </Button>
        }
        bar={
          <>
            {all.length > 0 && <ListFilter label="Filter the reports" value={filter} onChange={setFilter} />}
            <ImportOutcome importing={importing} />
          </>
        }
        body="fill"
      >
        <Answer query={reports} waiting={<Waiting />}>
          {() =>
            all.length === 0 ? (
              <Empty
                title="No scan reports yet"
                action={
                  <Button icon="import" onPress={importing.pick}>
                    Import a report…
                  </Button>
                }
              >
                A report comes with every run that Inspector scanned, and stays readable offline. Findings
                saved with <span className={`mono ${styles.command}`}>aws inspector2 list-findings</span> can
                be imported
                {importing.drops ? ", or dropped here" : ""}.
              </Empty>
            ) : (
              <DataGrid
                label="Scan reports"
                columns={columns(width)}
                rowHeight={44}
                count={shown.length}
                rowAt={(index) => shown[index]}
                keyOf={(report) => report.report}
                onChoose={(report) =>
                  void navigate({ to: "/scans/$report", params: { report: report.report } })
                }
                resetOn={filter}
                empty={<p className="dim foreign">No report matches “{filter}”.</p>}
              />
            )
          }
        </Answer>
      </Page>
      <DropPlace importing={importing} />
    </div>
  );
}

const unscanned = (report: ReportSummary): boolean => report.coverage === "not_scanned";

function columns(width: number): Column<ReportSummary>[] {
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
            {report.rejected > 0 && ` · ${report.rejected} not read`}
          </span>
        </div>
      ),
    },
    {
      key: "coverage",
      title: "Coverage",
      from: 0,
      width: "122px",
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
