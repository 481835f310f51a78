import { useNavigate } from "@tanstack/react-router";
import { useEffect, useState, type ReactNode } from "react";

import { useAsk, type FindingSort, type ReportSummary } from "@/contract";
import { Button } from "@/parts/Button";
import { DataGrid } from "@/parts/DataGrid";
import { MasterDetail } from "@/parts/MasterDetail";
import { Empty, Notice, Skeleton, Trouble } from "@/parts/states";
import { AsOf } from "@/parts/Time";
import { Answer } from "@/pieces/Answer";
import { FailureView } from "@/pieces/FailureView";
import { ListFilter } from "@/pieces/ListFilter";
import { Page, useCrumb, Waiting } from "@/pieces/Page";

import { Chips } from "./Chips";
import { findingColumns } from "./columns";
import { CoverageMark } from "./coverage";
import { FacetColumn } from "./Facets";
import { asked, sorted, useView } from "./filter";
import { Finding } from "./Finding";
import styles from "./scans.module.css";
import { SEVERITIES } from "./severities";
import { SeverityBar, SeveritySign } from "./Severity";
import { useFindings } from "./useFindings";

/** One report: what was covered, what was found, and the finding that is chosen. */
export function ReportView({ report }: { report: string }) {
  const navigate = useNavigate();
  const reports = useAsk("scan.list", {});
  const summary = reports.data?.reports.find((one) => one.report === report);
  const [view, change] = useView(report);
  useCrumb(summary?.title ?? "Scan report");
  const back = () => void navigate({ to: "/scans" });
  if (!summary) {
    return (
      <Page title="Scan report" actions={<Button onPress={back}>All reports</Button>} body="fill">
        <Answer query={reports} waiting={<Waiting />}>
          {() => (
            <Trouble
              tone="warning"
              title="It is not there"
              message="this report is not among those that were read or imported"
              hints={["it may have been read again under another name"]}
              actions={<Button onPress={back}>All reports</Button>}
            />
          )}
        </Answer>
      </Page>
    );
  }
  const chosen = summary.total > 0 ? view.chosen : null;
  return (
    <MasterDetail
      name="finding"
      label="Width of the finding"
      initial={380}
      min={300}
      listMin={470}
      list={(width) => <Report summary={summary} width={width} />}
      detail={chosen && <Finding key={chosen} id={chosen} onClose={() => change({ chosen: null })} />}
    />
  );
}

function Report({ summary, width }: { summary: ReportSummary; width: number }) {
  const navigate = useNavigate();
  const [view, change] = useView(summary.report);
  const { filter } = view;
  const text = useSettled(filter.text);
  const contract = asked(summary.report, { ...filter, text });
  const nothing = summary.total === 0;
  const findings = useFindings(contract, view.sort, view.descending);
  const facets = useAsk("scan.facets", contract, { keepPrevious: true, enabled: !nothing }).data;
  const beside = width >= 620;
  const run = summary.run;
  return (
    <Page
      title={summary.title}
      aside={<AsOf at={summary.as_of} />}
      facts={
        <>
          <CoverageMark report={summary} />
          <span>{summary.source}</span>
          {summary.file && (
            <span className="clip" title={summary.file}>
              {summary.file}
            </span>
          )}
          {summary.rejected > 0 && (
            <span>
              {summary.rejected === 1 ? "1 entry" : `${summary.rejected} entries`} of the file not read
            </span>
          )}
        </>
      }
      actions={
        <>
          {run !== null && (
            <Button onPress={() => void navigate({ to: "/runs/$run", params: { run } })}>Open the run</Button>
          )}
          <Button onPress={() => void navigate({ to: "/scans" })}>All reports</Button>
        </>
      }
      bar={
        !nothing && (
          <>
            {summary.coverage === "partial" && (
              <Notice tone="warn">
                <span className="foreign">
                  Partly scanned: {summary.coverage_reason ?? "the scanner gives no reason"}. There may be
                  more than what is counted here.
                </span>
              </Notice>
            )}
            <Summary report={summary} />
            <div className={styles.narrow}>
              <ListFilter
                label="Vulnerability, package or title"
                value={filter.text}
                onChange={(typed) => change({ filter: { ...filter, text: typed } })}
              />
              <Chips
                filter={filter}
                onChange={(next) => change({ filter: next })}
                shown={findings.total}
                total={summary.total}
              />
            </div>
          </>
        )
      }
      body="fill"
    >
      {nothing ? (
        <Nothing report={summary} />
      ) : (
        <div className={styles.findings}>
          {beside && (
            <FacetColumn facets={facets} filter={filter} onChange={(next) => change({ filter: next })} />
          )}
          {findings.failure && findings.total === undefined ? (
            <FailureView failure={findings.failure} retry={findings.retry} />
          ) : findings.total === undefined ? (
            <Bones />
          ) : (
            <DataGrid
              label="Findings"
              columns={findingColumns(beside ? width - 200 : width)}
              count={findings.total}
              rowAt={findings.rowAt}
              keyOf={(row) => row.id}
              chosen={view.chosen}
              onChoose={(row) => change({ chosen: row.id })}
              sort={{ by: view.sort, descending: view.descending }}
              onSort={(by) => change(sorted(view, by as FindingSort))}
              onRange={findings.onRange}
              busy={findings.busy}
              resetOn={JSON.stringify([contract, view.sort, view.descending])}
              empty={<p className="dim">No finding meets all of these conditions.</p>}
            />
          )}
        </div>
      )}
    </Page>
  );
}

/** The counts of the whole report, whatever is filtered. */
function Summary({ report }: { report: ReportSummary }) {
  return (
    <div className={styles.summary}>
      <ul>
        {SEVERITIES.filter(({ key }, rank) => rank < 4 || report.counts[key] > 0).map(
          ({ key, name, word }) => (
            <li key={key}>
              <SeveritySign name={name} />
              <span className="figures">{report.counts[key].toLocaleString("en")}</span>
              <span className="dim">{word.toLowerCase()}</span>
            </li>
          ),
        )}
      </ul>
      <SeverityBar counts={report.counts} />
    </div>
  );
}

/** A report without findings says which kind of nothing it is. */
function Nothing({ report }: { report: ReportSummary }) {
  if (report.coverage === "scanned") {
    return (
      <Empty title="Scanned, and nothing found">
        The scanner looked at this image and reports no finding as of the time above.
      </Empty>
    );
  }
  const reason = report.coverage_reason;
  return (
    <Empty title={report.coverage === "not_scanned" ? "Not scanned" : "No findings, but no word on coverage"}>
      {reason && <span className="foreign">{reason}. </span>}
      {report.coverage === "not_scanned"
        ? "Nobody looked at this image, so that it has no findings says nothing about it."
        : "That there are no findings here need not mean that there are none."}
    </Empty>
  );
}

function Bones(): ReactNode {
  return (
    <div className={styles.bones}>
      <Skeleton rows={12} />
    </div>
  );
}

/** Milliseconds without typing after which the list follows what was typed. */
const PAUSE = 120;

function useSettled(value: string): string {
  const [settled, setSettled] = useState(value);
  useEffect(() => {
    const timer = setTimeout(() => setSettled(value), PAUSE);
    return () => clearTimeout(timer);
  }, [value]);
  return settled;
}
