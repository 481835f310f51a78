import { useNavigate } from "@tanstack/react-router";

import type { ReportSummary, Snapshots } from "@/contract";

import { useAddress, type View } from "../address";
import { CompareTab } from "../compare/CompareTab";
import { DecisionsTab } from "../decisions/DecisionsTab";
import { FindingsTab } from "../findings/FindingsTab";
import { GroupsTab } from "../groups/GroupsTab";
import { TrendTab } from "../trend/TrendTab";
import { WhoseTab } from "../whose/WhoseTab";
import { silentColumns } from "./tells";

/** The view that an address names. */
export function ReportViews(props: {
  view: View;
  report: string;
  reports: ReportSummary[];
  snapshots: Snapshots;
  total: number;
  width: number;
}) {
  const { view, report, reports, snapshots, total, width } = props;
  const summary = reports.find((one) => one.report === report);
  const navigate = useNavigate();
  const [, change] = useAddress(report);
  const showHere = (query: string) => change({ view: "findings", query, finding: null });
  const go = (to: string, search: { as?: string; q?: string; before?: string }) =>
    void navigate({ to: "/scans/$report", params: { report: to }, search });
  switch (view) {
    case "findings":
      return <FindingsTab report={report} all={total} width={width} />;
    case "package":
    case "vulnerability":
    case "image":
    case "layer":
      return (
        <GroupsTab
          key={view}
          report={report}
          by={view}
          width={width}
          silent={silentColumns(summary, snapshots)}
        />
      );
    case "whose":
      return <WhoseTab report={report} imageName={summary?.image_name ?? null} onShow={showHere} />;
    case "compare":
      return <CompareTab report={report} reports={reports} width={width} />;
    case "trend":
      return (
        <TrendTab
          report={report}
          onOpen={(to) => go(to, {})}
          onCompare={(before, after) => go(after, { as: "compare", before })}
          onShow={(to, query) => go(to, { q: query })}
        />
      );
    case "decisions":
      return <DecisionsTab report={report} onShow={showHere} />;
  }
}
