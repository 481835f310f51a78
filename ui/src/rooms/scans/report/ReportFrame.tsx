import type { ReactNode } from "react";

import type { ReportSummary, Snapshots } from "@/contract";
import { Notice } from "@/parts/states";
import { Tabs, type TabItem } from "@/parts/Tabs";
import { AsOf } from "@/parts/Time";
import { useAction } from "@/pieces/actions";
import { Page } from "@/pieces/Page";

import { ALL, useAddress, type View } from "../address";
import type { Importing } from "../import/import";
import { ImportOutcome } from "../import/ImportOutcome";
import { Counts } from "./Counts";
import { HeadActions } from "./HeadActions";
import { AllFacts, ReportFacts } from "./HeadFacts";
import { Nothing } from "./Nothing";
import styles from "./report.module.css";
import { ReportViews } from "./ReportViews";
import { sumOf } from "./tells";

export interface ReportFrameProps {
  report: string;
  /** `undefined` for all reports. */
  summary: ReportSummary | undefined;
  reports: ReportSummary[];
  snapshots: Snapshots;
  width: number;
  importing: Importing;
}

const TITLES: Record<View, string> = {
  findings: "Findings",
  package: "Packages",
  vulnerability: "Vulnerabilities",
  image: "Images",
  layer: "Layers",
  whose: "Whose is it",
  compare: "Compare",
  trend: "Trend",
  decisions: "Decisions",
};

/** The head of a report, coverage before counts, and its views. */
export function ReportFrame(props: ReportFrameProps) {
  const { report, summary, reports, snapshots, width, importing } = props;
  const [address, change] = useAddress(report);
  const counts = summary?.counts ?? sumOf(reports);
  const total = summary?.total ?? reports.reduce((sum, one) => sum + one.total, 0);
  // Whose it is, and how it came to be, is a question about one image.
  const offered = (Object.keys(TITLES) as View[]).filter(
    (view) => report !== ALL || (view !== "whose" && view !== "trend"),
  );
  const view = offered.includes(address.view) ? address.view : "findings";
  const show = (next: View) => change({ view: next, finding: null });
  useViewActions(show, report !== ALL);
  const content = (shown: View): ReactNode =>
    total === 0 && shown !== "compare" && shown !== "trend" && shown !== "decisions" ? (
      <Nothing summary={summary} />
    ) : (
      <ReportViews
        view={shown}
        report={report}
        reports={reports}
        snapshots={snapshots}
        total={total}
        width={width}
      />
    );
  const items: TabItem<View>[] = offered.map((key) => ({
    key,
    label: TITLES[key],
    content: key === view ? content(key) : null,
  }));
  return (
    <Page
      title={summary?.title ?? "All findings"}
      aside={summary && <AsOf at={summary.as_of} />}
      facts={
        summary ? (
          <ReportFacts summary={summary} snapshots={snapshots} />
        ) : (
          <AllFacts reports={reports} snapshots={snapshots} />
        )
      }
      actions={<HeadActions summary={summary} narrow={width < 760} onCompare={() => show("compare")} />}
      bar={
        <>
          <ImportOutcome brief importing={importing} />
          {summary?.coverage === "partial" && (
            <Notice tone="warn">
              <span className="foreign">
                Partly scanned: {summary.coverage_reason ?? "the scanner gives no reason"}. There may be more
                than what is counted here.
              </span>
            </Notice>
          )}
          {summary?.coverage === "not_scanned" && total > 0 && (
            <Notice tone="warn">
              <span className="foreign">
                Not scanned: {summary.coverage_reason ?? "the scanner gives no reason"}. What is counted here
                is from before.
              </span>
            </Notice>
          )}
          {total > 0 && <Counts counts={counts} />}
        </>
      }
      body="fill"
    >
      <div className={styles.tabs}>
        <Tabs label="Views" value={view} onChange={show} items={items} />
      </div>
    </Page>
  );
}

/** Every view by name, in the command palette. */
function useViewActions(show: (view: View) => void, one: boolean): void {
  useAction("scan.view.findings", () => show("findings"));
  useAction("scan.view.package", () => show("package"));
  useAction("scan.view.vulnerability", () => show("vulnerability"));
  useAction("scan.view.image", () => show("image"));
  useAction("scan.view.layer", () => show("layer"));
  useAction("scan.view.whose", () => show("whose"), one);
  useAction("scan.view.compare", () => show("compare"));
  useAction("scan.view.trend", () => show("trend"), one);
  useAction("scan.view.decisions", () => show("decisions"));
}
