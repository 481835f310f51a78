import { useNavigate } from "@tanstack/react-router";
import { useState } from "react";

import { useAsk } from "@/contract";
import { Button } from "@/parts/Button";
import { DataGrid } from "@/parts/DataGrid";
import { Empty } from "@/parts/states";
import { Answer } from "@/pieces/Answer";
import { fits, ListFilter } from "@/pieces/ListFilter";
import { Page, useCrumb, Waiting } from "@/pieces/Page";

import { ALL, lastSearch } from "../address";
import { FetchMenu } from "../import/FetchMenu";
import type { Importing } from "../import/import";
import { ImportOutcome } from "../import/ImportOutcome";
import { SnapshotFacts } from "../report/SnapshotFacts";
import { columns } from "./columns";
import styles from "./list.module.css";

/** All reports, coverage before counts, and the ways to bring in another. */
export function ReportList({ importing, width }: { importing: Importing; width: number }) {
  const navigate = useNavigate();
  const reports = useAsk("scan.list", {});
  const [filter, setFilter] = useState("");
  useCrumb("Scans");
  const all = reports.data?.reports ?? [];
  const shown = all.filter((report) => fits(filter, report.title, report.source, report.file, report.tool));
  const unseen = all.filter((report) => report.coverage === "not_scanned").length;
  const open = (report: string) =>
    void navigate({ to: "/scans/$report", params: { report }, search: lastSearch(report) });
  return (
    <Page
      title="Scans"
      facts={
        all.length > 0 && (
          <>
            <span>
              {all.length === 1 ? "1 report" : `${all.length.toLocaleString("en")} reports`}
              {unseen > 0 && `, ${unseen.toLocaleString("en")} of something not scanned`}
            </span>
            {reports.data && <SnapshotFacts snapshots={reports.data.snapshots} />}
          </>
        )
      }
      actions={
        <>
          {all.length > 1 && <Button onPress={() => open(ALL)}>All findings</Button>}
          <FetchMenu />
          <Button icon="import" isDisabled={importing.busy} onPress={importing.pick}>
            Import…
          </Button>
        </>
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
              A report comes with every run that Inspector scanned, and stays readable offline. Files of
              Inspector, Qualys, Trivy and Grype, CycloneDX and SPDX can be imported
              {importing.drops ? ", or dropped here" : ""}, hundreds at once, zipped or not. To save what
              Inspector has: <span className={`mono ${styles.command}`}>aws inspector2 list-findings</span>.
            </Empty>
          ) : (
            <DataGrid
              label="Scan reports"
              columns={columns(width)}
              rowHeight={44}
              count={shown.length}
              rowAt={(index) => shown[index]}
              keyOf={(report) => report.report}
              onChoose={(report) => open(report.report)}
              resetOn={filter}
              empty={<p className="dim foreign">No report matches “{filter}”.</p>}
            />
          )
        }
      </Answer>
    </Page>
  );
}
