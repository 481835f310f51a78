import { useNavigate } from "@tanstack/react-router";

import type { ChangeCount, FindingChange, ReportSummary } from "@/contract";
import { IconButton } from "@/parts/Button";
import { DataGrid } from "@/parts/DataGrid";
import { Pills } from "@/parts/Pills";
import { Empty, Notice, Skeleton } from "@/parts/states";
import { FailureView } from "@/pieces/FailureView";

import { ALL, useAddress, writeAddress } from "../address";
import { QueryRow } from "../report/QueryRow";
import { worstWords } from "../whose/words";
import { usualBefore } from "./choices";
import { CHANGE_WORDS, compareColumns } from "./columns";
import styles from "./compare.module.css";
import { ReportChoice } from "./ReportChoice";
import { useComparison } from "./useComparison";

/** Two reports side by side: what is new, what is fixed, and what makes the comparison weaker than it looks. */
export function CompareTab(props: { report: string; reports: ReportSummary[]; width: number }) {
  const { report, reports, width } = props;
  const navigate = useNavigate();
  const [address, change] = useAddress(report);
  const after = report === ALL ? undefined : reports.find((one) => one.report === report);
  const before =
    reports.find((one) => one.report === address.before) ?? (after && usualBefore(reports, after));
  const comparison = useComparison(before?.report, after?.report, address.query, address.show);
  const { first } = comparison;

  /** The later report is the one of the address, so that a link holds both. */
  const go = (left: string | null, right: string) =>
    void navigate({
      to: "/scans/$report",
      params: { report: right },
      search: writeAddress({ ...address, before: left, finding: null }),
    });
  return (
    <>
      <div className={styles.sides}>
        <ReportChoice
          label="Before"
          reports={reports}
          value={before}
          like={after?.image_name ?? null}
          onChange={(chosen) => change({ before: chosen })}
        />
        <IconButton
          icon="swap"
          label="Swap the two"
          isDisabled={!before || !after}
          onPress={() => {
            if (before && after) go(after.report, before.report);
          }}
        />
        <ReportChoice
          label="After"
          reports={reports}
          value={after}
          like={after?.image_name ?? null}
          onChange={(chosen) => go(before?.report ?? null, chosen)}
        />
      </div>
      {!before || !after ? (
        <div className={styles.page}>
          <Empty inline title="Choose two reports">
            {after
              ? "There is no earlier report of this image to compare with. Any other report will do: another build, another date, another scanner."
              : "What is new, what is fixed and what changed between them will be here."}
          </Empty>
        </div>
      ) : (
        <>
          <div className={styles.notes}>
            {first?.notes.map((note) => (
              <Notice key={note} tone="warn">
                <span className="foreign lines">{note}</span>
              </Notice>
            ))}
          </div>
          <QueryRow report={report} />
          <div className={styles.counts}>
            {first && (
              <Kinds
                counts={first.counts}
                value={address.show}
                onChange={(show) => change({ show, replace: true })}
              />
            )}
          </div>
          <div className={styles.table}>
            {comparison.failure && !first ? (
              <FailureView failure={comparison.failure} retry={comparison.retry} />
            ) : !first ? (
              <div className={styles.page}>
                <Skeleton rows={10} />
              </div>
            ) : (
              <DataGrid
                label="Changes"
                columns={compareColumns(width)}
                count={first.total}
                rowAt={comparison.rowAt}
                keyOf={(row) => `${row.before?.id ?? ""} ${row.after?.id ?? ""}`}
                onChoose={(row) => change({ finding: (row.after ?? row.before)?.id ?? null, replace: true })}
                onRange={comparison.onRange}
                busy={comparison.busy}
                resetOn={JSON.stringify([before.report, after.report, address.query, address.show])}
                empty={<p className="dim">Nothing changed in this way.</p>}
              />
            )}
          </div>
        </>
      )}
    </>
  );
}

type Kind = FindingChange | "changes";

function Kinds(props: {
  counts: ChangeCount[];
  value: FindingChange | null;
  onChange: (show: FindingChange | null) => void;
}) {
  const { counts, value, onChange } = props;
  const changes = counts.filter((one) => one.change !== "unchanged").reduce((sum, one) => sum + one.total, 0);
  const shown = counts.find((one) => one.change === value);
  return (
    <>
      <Pills<Kind>
        label="Kind of change"
        value={value ?? "changes"}
        choices={[
          { key: "changes", label: "All changes", note: changes.toLocaleString("en") },
          ...counts.map(({ change, total }) => ({
            key: change,
            label: CHANGE_WORDS[change],
            note: total.toLocaleString("en"),
          })),
        ]}
        onChange={(key) => onChange(key === "changes" ? null : key)}
      />
      <span className="dim small">
        {shown
          ? worstWords(shown.counts)
          : counts
              .filter((one) => (one.change === "new" || one.change === "fixed") && one.total > 0)
              .map((one) => `${CHANGE_WORDS[one.change].toLowerCase()}: ${worstWords(one.counts)}`)
              .join(" · ")}
      </span>
    </>
  );
}
