import type {
  FacetCount,
  Facets,
  FindingRequest,
  FindingRow,
  FindingScope,
  GroupBy,
  GroupPage,
  GroupRequest,
  GroupRow,
  SeverityCounts,
} from "@/contract";

import { findingsOf, rowAt, SEVERITIES } from "./findings";
import { LOOKS, parse } from "./query";
import { largeReport, reports } from "./reports";

/** Puts the decisions that were made on a row. */
export type Decorate = (row: FindingRow) => FindingRow;

const NONE: SeverityCounts = { critical: 0, high: 0, medium: 0, low: 0, informational: 0, untriaged: 0 };

function everyRow(scope: FindingScope, decorate: Decorate): FindingRow[] {
  const of = scope.reports.length > 0 ? scope.reports : reports.map((one) => one.report);
  return of.flatMap(findingsOf).map(decorate);
}

export function rowsOf(scope: FindingScope, decorate: Decorate): FindingRow[] {
  const { test } = parse(scope.query);
  return everyRow(scope, decorate).filter((row) => test(row));
}

const KEYS: Record<FindingRequest["sort"], (row: FindingRow) => string | number> = {
  severity: (row) => -SEVERITIES.indexOf(row.severity as (typeof SEVERITIES)[number]),
  vulnerability: (row) => row.vulnerability,
  package: (row) => row.package,
  installed: (row) => row.installed,
  fixed: (row) => row.fixed ?? "",
  epss: (row) => row.epss ?? -1,
  kev: (row) => Number(row.kev ?? -1),
  exploited: (row) => Number(row.exploited ?? -1),
  score: (row) => row.score ?? -1,
  layer: (row) => row.layer,
  origin: (row) => row.origin ?? "",
  first_seen: (row) => row.first_seen ?? "",
  status: (row) => row.status ?? "",
  image: (row) => row.image,
  path: (row) => row.path ?? "",
  package_manager: (row) => row.package_manager ?? "",
  scanner: (row) => row.scanner,
};

const inOrder = <T>(key: (row: T) => string | number, descending: boolean) => {
  const sign = descending ? -1 : 1;
  return (a: T, b: T) => (key(a) < key(b) ? -1 : key(a) > key(b) ? 1 : 0) * sign;
};

export function pageOf({ scope, sort, descending, offset, limit }: FindingRequest, decorate: Decorate) {
  const report = scope.reports.length === 1 ? (scope.reports[0] ?? null) : null;
  if (report === largeReport.report && scope.query.trim() === "") {
    const length = Math.min(limit, largeReport.total - offset);
    const findings = Array.from({ length }, (_, at) => decorate(rowAt(largeReport, offset + at)));
    return { report, total: largeReport.total, findings };
  }
  const rows = rowsOf(scope, decorate).sort(inOrder(KEYS[sort], descending));
  return { report, total: rows.length, findings: rows.slice(offset, offset + limit) };
}

const FACETS = ["severity", "fix", "kev", "exploit", "layer", "status", "type", "scanner", "pkg", "image"];
const MOST = 8;

export function facetsOf(scope: FindingScope, decorate: Decorate): Facets {
  const { test } = parse(scope.query);
  const rows = everyRow(scope, decorate);
  const facets = FACETS.map((key) => {
    const counts = new Map<string, number>();
    for (const row of rows) {
      if (!test(row, key)) continue;
      for (const value of LOOKS[key]?.(row) ?? []) counts.set(value, (counts.get(value) ?? 0) + 1);
    }
    const values: FacetCount[] = [...counts]
      .map(([value, count]) => ({ value: key === "pkg" || key === "image" ? `=${value}` : value, count }))
      .sort((a, b) => b.count - a.count);
    return { key, values: values.slice(0, MOST), more: Math.max(0, values.length - MOST) };
  });
  return { total: rows.filter((row) => test(row)).length, facets };
}

export function tally(rows: FindingRow[]): SeverityCounts {
  const counts = { ...NONE };
  for (const row of rows) counts[row.severity.toLowerCase() as keyof SeverityCounts] += 1;
  return counts;
}

const GROUPS: Record<GroupBy, (row: FindingRow) => [name: string | null, query: string]> = {
  package: (row) => [row.package, `pkg:=${row.package}`],
  vulnerability: (row) => [row.vulnerability, `id:=${row.vulnerability}`],
  image: (row) => [row.image, `image:="${row.image}"`],
  layer: (row) =>
    row.origin === null
      ? [row.layer === "unknown" ? null : row.layer, `layer:${row.layer}`]
      : [row.origin, `origin:="${row.origin}"`],
};

export function groupsOf(request: GroupRequest, decorate: Decorate): GroupPage {
  const groups = new Map<string, FindingRow[]>();
  for (const row of rowsOf(request.scope, decorate)) {
    const key = JSON.stringify(GROUPS[request.by](row));
    const group = groups.get(key);
    if (group) group.push(row);
    else groups.set(key, [row]);
  }
  const rows = [...groups].map(([key, of]) => groupOf(JSON.parse(key) as [string | null, string], of));
  const weight = ({ counts }: GroupRow) =>
    counts.critical * 1e12 + counts.high * 1e8 + counts.medium * 1e4 + counts.low;
  const by: Record<GroupRequest["sort"], (row: GroupRow) => string | number> = {
    name: (row) => row.name ?? "",
    severity: weight,
    total: (row) => row.total,
    fixable: (row) => row.fixable,
    epss: (row) => row.epss ?? -1,
  };
  rows.sort(inOrder(by[request.sort], request.descending));
  return { total: rows.length, groups: rows.slice(request.offset, request.offset + request.limit) };
}

function groupOf([name, query]: [string | null, string], rows: FindingRow[]): GroupRow {
  const distinct = (of: (row: FindingRow) => string) => new Set(rows.map(of)).size;
  const known = rows.map((row) => row.epss).filter((epss) => epss !== null);
  return {
    name,
    query,
    counts: tally(rows),
    total: rows.length,
    fixable: rows.filter((row) => row.fix_available).length,
    kev: rows.filter((row) => row.kev).length,
    exploited: rows.filter((row) => row.exploited).length,
    epss: known.length === 0 ? null : Math.max(...known.slice(0, 50_000)),
    packages: distinct((row) => row.package),
    vulnerabilities: distinct((row) => row.vulnerability),
    images: distinct((row) => row.image),
    first_seen:
      rows
        .map((row) => row.first_seen)
        .filter((at) => at !== null)
        .sort()[0] ?? null,
  };
}
