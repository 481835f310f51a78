import type { ReportSummary, SeverityCounts, Snapshots } from "@/contract";

const counts = (...of: [number, number, number, number, number, number]): SeverityCounts => ({
  critical: of[0],
  high: of[1],
  medium: of[2],
  low: of[3],
  informational: of[4],
  untriaged: of[5],
});

const report = (id: string, title: string, more: Partial<ReportSummary>): ReportSummary => {
  const of = more.counts ?? counts(0, 0, 0, 0, 0, 0);
  return {
    report: id,
    title,
    image: title,
    image_name: title.split(" ")[0] ?? null,
    run: null,
    source: "Image Builder and Inspector",
    scanner: "inspector",
    format: null,
    tool: null,
    file: null,
    as_of: "2026-11-22T06:30:00Z",
    imported_at: "2026-11-22T06:31:00Z",
    coverage: "scanned",
    coverage_reason: null,
    counts: of,
    total: Object.values(of).reduce((sum, one) => sum + one, 0),
    packages: 1412,
    rejected: 0,
    tells: { epss: true, kev: true, exploit: true, fix: true, status: true, first_seen: true },
    ...more,
  };
};

const image = (name: string) => `arn:aws:imagebuilder:eu-west-1:111122223333:image/${name}`;

/** Newest first. */
export const reports: ReportSummary[] = [
  report("report-payments", "payments-web 2.0.0/7", {
    run: image("payments-web/2.0.0/7"),
    counts: counts(3, 21, 88, 40, 6, 2),
  }),
  report("report-golden-next", "golden-ubuntu-22-04 1.8.2/1", {
    as_of: "2026-11-20T06:35:00Z",
    counts: counts(0, 4, 41, 27, 4, 0),
  }),
  report("report-trivy", "payments-web.trivy.json", {
    image: "payments-web:2.0.0",
    image_name: "payments-web",
    source: "Trivy file",
    scanner: "trivy",
    format: "trivy-json",
    tool: "Trivy 0.68.1",
    file: "/home/ada/reports/payments-web.trivy.json",
    as_of: "2026-11-18T10:02:00Z",
    packages: null,
    counts: counts(2, 18, 70, 52, 0, 4),
    tells: { epss: false, kev: false, exploit: false, fix: true, status: true, first_seen: false },
  }),
  report("report-golden", "golden-ubuntu-22-04 1.8.0/3", {
    run: image("golden-ubuntu-22-04/1.8.0/3"),
    as_of: "2026-11-16T06:35:00Z",
    counts: counts(1, 9, 60, 31, 4, 0),
  }),
  report("report-fleet", "inspector-findings-november.json", {
    image: null,
    image_name: null,
    source: "Inspector file",
    format: "inspector-findings-json",
    file: "/home/ada/reports/inspector-findings-november.json",
    as_of: "2026-11-15T09:12:44Z",
    coverage: "unknown",
    counts: counts(412, 3908, 15204, 6120, 824, 312),
    packages: null,
    rejected: 3,
    tells: { epss: true, kev: false, exploit: false, fix: true, status: true, first_seen: true },
  }),
  report("report-search", "search-api 1.0.0/2", {
    as_of: "2026-11-14T05:40:00Z",
    coverage: "partial",
    coverage_reason: "the inventory of the instance was not complete when it was scanned",
    counts: counts(0, 2, 7, 5, 0, 0),
  }),
  report("report-bastion", "golden-amazon-linux-2023 1.1.0/1", { as_of: "2026-11-13T05:40:00Z" }),
  report("report-payments-6", "payments-web 2.0.0/6", {
    as_of: "2026-11-12T06:30:00Z",
    counts: counts(5, 24, 86, 41, 6, 2),
  }),
  report("report-ledger", "ledger-batch 3.3.0/1", {
    run: image("ledger-batch/3.3.0/1"),
    as_of: "2026-11-11T09:40:00Z",
    coverage: "not_scanned",
    coverage_reason: "CentOS 7 is past its end of life; Inspector does not scan it",
    packages: null,
    tells: { epss: false, kev: false, exploit: false, fix: false, status: false, first_seen: false },
  }),
  report("report-payments-5", "payments-web 2.0.0/5", {
    as_of: "2026-11-02T06:30:00Z",
    counts: counts(7, 30, 95, 44, 6, 3),
  }),
  report("report-payments-4", "payments-web 2.0.0/4", {
    as_of: "2026-10-23T06:30:00Z",
    coverage: "partial",
    coverage_reason: "the scan ended before every package was read",
    counts: counts(4, 22, 70, 31, 2, 1),
  }),
];

/** A million rows, to scroll in. */
export const largeReport = report("report-million", "organisation-findings.json.gz", {
  image: null,
  image_name: null,
  source: "Inspector file",
  format: "inspector-findings-json",
  file: "/home/ada/reports/organisation-findings.json.gz",
  as_of: "2026-11-23T05:00:00Z",
  coverage: "unknown",
  packages: null,
  counts: counts(12000, 148000, 560000, 230000, 38000, 12000),
});

export const snapshots: Snapshots = {
  kev: {
    as_of: "2026-11-21T00:00:00Z",
    entries: 1487,
    file: "/home/ada/reports/known_exploited_vulnerabilities.json",
  },
  epss: null,
};
