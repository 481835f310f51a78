import { useNavigate, useParams } from "@tanstack/react-router";

import { useWidth } from "@/parts/useWidth";
import { useAction } from "@/pieces/actions";

import { ALL } from "./address";
import { DecideDialog } from "./decisions/DecideDialog";
import { useImport } from "./import/import";
import { DropPlace } from "./import/ImportOutcome";
import { ReportList } from "./list/ReportList";
import { ReportView } from "./report/ReportView";
import styles from "./room.module.css";

/** Scan reports: all of them, or the findings of one. Files can be dropped on either. */
export default function ScansRoom() {
  const { report } = useParams({ strict: false });
  const navigate = useNavigate();
  const importing = useImport();
  const [room, width] = useWidth(1000);
  const go = (to: string, view?: string) =>
    void navigate({ to: "/scans/$report", params: { report: to }, search: view ? { as: view } : {} });
  useAction("scan.all", () => go(ALL));
  return (
    <div ref={room} className={styles.room}>
      {report ? (
        <ReportView key={report} report={report} importing={importing} />
      ) : (
        <ReportList importing={importing} width={width} />
      )}
      <DropPlace importing={importing} />
      <DecideDialog onShow={() => go(report ?? ALL, "decisions")} />
    </div>
  );
}
