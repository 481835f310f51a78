import type { SavedView } from "@/contract";

import type { Handlers } from "../platform";
import { fakeDecisions } from "./decisions";
import { findingDetail, findingsOf, reportOf, rowAt } from "./findings";
import { hostile } from "./hostile";
import { imported, importedMany } from "./imported";
import { queryView } from "./query";
import { comparisonOf, trendOf, whoseOf } from "./relations";
import { largeReport, reports, snapshots } from "./reports";
import { facetsOf, groupsOf, pageOf, rowsOf } from "./tables";

export { findingDetail, findingsOf } from "./findings";

export interface FakeScansOptions {
  /** Nothing was read yet. */
  empty: boolean;
  /** A report of a million findings, and an import of hundreds of files. */
  large: boolean;
  /** Every foreign word is hostile. */
  hostile: boolean;
}

const missing = (what: string) => ({
  code: "not_found",
  message: `${what} is not known here`,
  hints: [],
  detail: null,
  retryable: false,
});

/** Handlers of every command about scan reports. */
export function fakeScans(options: FakeScansOptions): Partial<Handlers> {
  const decisions = fakeDecisions();
  const { decorate } = decisions;
  let shown = options.empty ? [] : [...(options.large ? [largeReport] : []), ...reports];
  let views: SavedView[] = [
    {
      name: "Fix this week",
      query: "severity:critical,high fix:yes status:open",
      group: null,
      sort: "epss",
      descending: true,
      columns: [],
    },
    {
      name: "Our packages",
      query: "layer:overlay",
      group: "package",
      sort: "severity",
      descending: true,
      columns: [],
    },
  ];
  const find = (id: string) => {
    const [report = "", at] = id.split("/");
    const summary = reportOf(report);
    if (!summary || Number(at) >= summary.total) throw missing(`finding ${id}`);
    return decorate(rowAt(summary, Number(at)));
  };
  const handlers: Partial<Handlers> = {
    "scan.list": () => ({ reports: shown, snapshots: options.empty ? { kev: null, epss: null } : snapshots }),
    "scan.query": ({ scope, cursor }) => queryView(scope.query, cursor),
    "scan.page": (request) => pageOf(request, decorate),
    "scan.facets": (scope) => facetsOf(scope, decorate),
    "scan.groups": (request) => groupsOf(request, decorate),
    "scan.finding": ({ id }) => {
      const row = find(id);
      return { ...findingDetail(row), decision: decisions.viewFor(row) };
    },
    "scan.whose": ({ report }) => whoseOf(report),
    "scan.compare": comparisonOf,
    "scan.trend": ({ report }) => trendOf(report),
    "scan.decide": decisions.decide,
    "scan.withdraw": ({ decision }) => decisions.withdraw(decision),
    "scan.decisions": () => (options.empty ? { decisions: [], problems: [] } : decisions.list()),
    "scan.views": () => ({ views: options.empty ? [] : views, problem: null }),
    "scan.save_view": (view) => {
      views = [...views.filter((one) => one.name !== view.name), view];
      return { views, problem: null };
    },
    "scan.delete_view": ({ name }) => {
      views = views.filter((one) => one.name !== name);
      return { views, problem: null };
    },
    "scan.copy": ({ which, format }) => {
      const rows =
        "scope" in which
          ? rowsOf(which.scope, decorate)
          : which.findings.flatMap((id) => findingsOf(id.split("/")[0] ?? "").filter((row) => row.id === id));
      const cells = rows.slice(0, 1000).map((row) => [row.severity, row.vulnerability, row.package]);
      const text = cells
        .map((line) => (format === "csv" ? line.join(",") : `| ${line.join(" | ")} |`))
        .join("\n");
      return { text, findings: cells.length, cut: rows.length > cells.length };
    },
    "scan.export": () => ({ job: "job-6" }),
    "scan.fetch": () => ({ job: "job-7" }),
    "scan.delete": ({ report }) => {
      shown = shown.filter((one) => one.report !== report);
      return {};
    },
    "scan.import": () => ({ job: "job-5" }),
    "scan.imported": () => (options.large ? importedMany : imported),
  };
  return options.hostile ? hostile(handlers) : handlers;
}
