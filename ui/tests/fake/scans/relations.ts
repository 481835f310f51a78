import type {
  CompareReports,
  FindingChange,
  FindingRow,
  OwnShare,
  ReportComparison,
  ReportSummary,
  Share,
  Trend,
  Whose,
} from "@/contract";

import { findingsOf, reportOf } from "./findings";
import { parse } from "./query";
import { reports } from "./reports";
import { tally } from "./tables";

const share = (rows: FindingRow[], query: string): Share => ({
  counts: tally(rows),
  total: rows.length,
  fixable: rows.filter((row) => row.fix_available).length,
  query,
});

/** Whose the findings of a report are. */
export function whoseOf(report: string): Whose {
  const rows = findingsOf(report);
  const inherited = rows.filter((row) => row.layer === "golden");
  const own = rows.filter((row) => row.layer === "overlay");
  const unknown = rows.filter((row) => row.layer === "unknown");
  const fixed = inherited.filter((_, at) => at % 4 !== 0);
  const of = (component: string | null, evidence: string): OwnShare => ({
    component,
    share: share(
      own.filter((row) => row.origin === component),
      component === null ? "layer:overlay origin:?" : `origin:="${component}"`,
    ),
    evidence,
  });
  return {
    golden:
      inherited.length === 0
        ? []
        : [
            {
              name: "golden-ubuntu-22-04",
              build: "1.8.0/3",
              share: share(inherited, "layer:golden"),
              newer: {
                build: "1.8.2/1",
                fixes: fixed.length,
                keeps: inherited.length - fixed.length - 3,
                unknown: 3,
                fixed_counts: tally(fixed),
                evidence: "its scan of 2026-11-20 no longer has them",
              },
              note: null,
            },
          ],
    own: [
      of("openjdk-runtime", "it installs `openjdk-21-jre-headless`"),
      of("nginx-tls", "it installs `nginx`"),
      of(null, "no component of this image says that it installs them"),
    ].filter((one) => one.share.total > 0),
    unknown: share(unknown, "layer:unknown"),
    unknown_reason:
      unknown.length > 0 ? "this report names no image of this workspace, so its lineage is not known" : null,
  };
}

const nameOf = (row: FindingRow) => `${row.vulnerability}/${row.package}/${row.path ?? ""}/${row.severity}`;

/** What changed between two reports. */
export function comparisonOf({
  before,
  after,
  query,
  show,
  offset,
  limit,
}: CompareReports): ReportComparison {
  const { test } = parse(query);
  const old = new Map(
    findingsOf(before)
      .filter((row) => test(row))
      .map((row) => [nameOf(row), row]),
  );
  const now = new Map(
    findingsOf(after)
      .filter((row) => test(row))
      .map((row) => [nameOf(row), row]),
  );
  const rows: { change: FindingChange; before: FindingRow | null; after: FindingRow | null }[] = [];
  for (const [key, row] of now) {
    const was = old.get(key);
    if (!was) rows.push({ change: "new", before: null, after: row });
    else if (rows.length % 29 === 0) {
      rows.push({ change: "severity_changed", before: { ...was, severity: "LOW" }, after: row });
    } else if (rows.length % 23 === 0) {
      rows.push({ change: "fix_changed", before: { ...was, fixed: null, fix_available: false }, after: row });
    } else rows.push({ change: "unchanged", before: was, after: row });
  }
  for (const [key, row] of old) if (!now.has(key)) rows.push({ change: "fixed", before: row, after: null });
  const kinds: FindingChange[] = ["new", "fixed", "unchanged", "severity_changed", "fix_changed"];
  const shown = rows.filter((row) => (show === null ? row.change !== "unchanged" : row.change === show));
  const [left, right] = [reportOf(before), reportOf(after)] as [ReportSummary, ReportSummary];
  return {
    before: left,
    after: right,
    counts: kinds.map((change) => {
      const of = rows.filter((row) => row.change === change);
      return { change, total: of.length, counts: tally(of.flatMap((row) => row.after ?? row.before ?? [])) };
    }),
    total: shown.length,
    rows: shown.slice(offset, offset + limit),
    notes: [
      ...(left.scanner === right.scanner
        ? []
        : ["the scanners differ: what one of them does not know looks new or fixed"]),
      ...(left.coverage === "partial" || right.coverage === "partial"
        ? ["one of the scans is partial: what it did not see looks fixed or new"]
        : []),
      ...(left.image_name === right.image_name ? [] : ["these are different images"]),
    ],
  };
}

/** All reports of the image's name over time. */
export function trendOf(report: string): Trend {
  const name = reportOf(report)?.image_name ?? reportOf(report)?.title ?? "";
  const points = reports
    .filter((one) => one.image_name === name)
    .toReversed()
    .map((one, at, all) => ({
      report: one.report,
      title: one.title,
      as_of: one.as_of,
      coverage: one.coverage,
      counts: one.counts,
      total: one.total,
      new: at === 0 ? one.total : 4,
      fixed: at === 0 ? 0 : Math.max(0, (all[at - 1]?.total ?? 0) - one.total + 4),
    }));
  const newest = reports.find((one) => one.image_name === name)?.counts;
  return {
    image_name: name,
    points,
    sla: (
      [
        ["CRITICAL", 7, newest?.critical ?? 0],
        ["HIGH", 30, newest?.high ?? 0],
        ["MEDIUM", 90, newest?.medium ?? 0],
        ["LOW", null, newest?.low ?? 0],
      ] as const
    ).map(([severity, days, open]) => ({
      severity,
      days,
      open,
      overdue: days === null ? 0 : Math.floor(open / 3),
      oldest: open === 0 ? null : 61,
      unknown: severity === "MEDIUM" ? 2 : 0,
      query: `severity:${severity.toLowerCase()}${days === null ? "" : ` age:>${days}d`}`,
    })),
  };
}
