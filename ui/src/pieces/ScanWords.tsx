import type { Coverage, ReportSummary } from "@/contract";

const COVERAGE: Record<Coverage, string | null> = {
  scanned: null,
  partial: "partly scanned: ",
  not_scanned: "not scanned",
  unknown: "coverage not stated: ",
};

/** A report in a few words. Coverage before counts: what was not scanned has no number. */
export function ScanWords({ report }: { report: ReportSummary }) {
  const { coverage, coverage_reason, counts, total } = report;
  const before = COVERAGE[coverage];
  return (
    <span className="small figures" title={coverage_reason ?? undefined}>
      {before && <span className="dim">{before}</span>}
      {coverage !== "not_scanned" && (
        <>
          <span style={counts.critical > 0 ? { color: "var(--bad)" } : {}}>
            {counts.critical.toLocaleString("en")} critical
          </span>
          {", "}
          {counts.high.toLocaleString("en")} high
          <span className="dim"> of {total.toLocaleString("en")}</span>
        </>
      )}
    </span>
  );
}
