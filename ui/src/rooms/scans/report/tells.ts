import type { ReportSummary, SeverityCounts, Snapshots, Tells } from "@/contract";

const WORDS: [key: keyof Tells, word: string][] = [
  ["fix", "fixes"],
  ["epss", "EPSS"],
  ["kev", "CISA’s list"],
  ["exploit", "exploits"],
  ["status", "status"],
  ["first_seen", "first seen"],
];

/** What a report says nothing of, not even through a snapshot; `null` where it says all, or has nothing to say. */
export function silence(report: ReportSummary, snapshots: Snapshots | undefined): string | null {
  if (report.total === 0) return null;
  const silent = WORDS.filter(([key]) => {
    if (key === "epss" && snapshots?.epss) return false;
    if (key === "kev" && snapshots?.kev) return false;
    return !report.tells[key];
  });
  return silent.length === 0 ? null : silent.map(([, word]) => word).join(", ");
}

/** The columns of groups that a report has nothing for. */
export function silentColumns(report: ReportSummary | undefined, snapshots: Snapshots | undefined): string[] {
  if (!report) return [];
  const { tells } = report;
  return [
    ...(tells.kev || snapshots?.kev ? [] : ["kev"]),
    ...(tells.epss || snapshots?.epss ? [] : ["epss"]),
    ...(tells.exploit ? [] : ["exploited"]),
    ...(tells.fix ? [] : ["fixable"]),
    ...(tells.first_seen ? [] : ["oldest"]),
  ];
}

/** Counts of several reports as one. */
export function sumOf(reports: Pick<ReportSummary, "counts">[]): SeverityCounts {
  const sum: SeverityCounts = { critical: 0, high: 0, medium: 0, low: 0, informational: 0, untriaged: 0 };
  for (const { counts } of reports) {
    for (const key of Object.keys(sum) as (keyof SeverityCounts)[]) sum[key] += counts[key];
  }
  return sum;
}
