import { useParams } from "@tanstack/react-router";

import { ReportList } from "./ReportList";
import { ReportView } from "./ReportView";

/** Scan reports: all of them, or the findings of one. */
export default function ScansRoom() {
  const { report } = useParams({ strict: false });
  return report ? <ReportView key={report} report={report} /> : <ReportList />;
}
