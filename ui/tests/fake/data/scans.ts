import type {
  Facets,
  FindingDetail,
  FindingFilter,
  FindingLayer,
  FindingRequest,
  FindingRow,
  ImportSummary,
  ReportSummary,
} from "@/contract";

const report = (id: string, title: string, more: Partial<ReportSummary>): ReportSummary => ({
  report: id,
  title,
  image: title,
  run: null,
  source: "Image Builder and Inspector",
  file: null,
  as_of: "2026-11-22T06:30:00Z",
  coverage: "scanned",
  coverage_reason: null,
  counts: { critical: 0, high: 0, medium: 0, low: 0, informational: 0, untriaged: 0 },
  total: 0,
  rejected: 0,
  ...more,
});

const SEVERITIES = ["CRITICAL", "HIGH", "MEDIUM", "LOW", "INFORMATIONAL", "UNTRIAGED"] as const;

export const reports: ReportSummary[] = [
  report("report-payments", "payments-web 2.0.0/7", {
    run: "arn:aws:imagebuilder:eu-west-1:111122223333:image/payments-web/2.0.0/7",
    counts: { critical: 3, high: 21, medium: 88, low: 40, informational: 6, untriaged: 2 },
    total: 160,
  }),
  report("report-golden", "golden-ubuntu-22-04 1.8.0/3", {
    run: "arn:aws:imagebuilder:eu-west-1:111122223333:image/golden-ubuntu-22-04/1.8.0/3",
    as_of: "2026-11-16T06:35:00Z",
    counts: { critical: 1, high: 9, medium: 60, low: 31, informational: 4, untriaged: 0 },
    total: 105,
  }),
  report("report-fleet", "inspector-findings-november.json", {
    image: null,
    source: "Inspector file",
    file: "/home/ada/reports/inspector-findings-november.json",
    as_of: "2026-11-15T09:12:44Z",
    coverage: "unknown",
    counts: { critical: 412, high: 3908, medium: 15204, low: 6120, informational: 824, untriaged: 312 },
    total: 26780,
    rejected: 3,
  }),
  report("report-search", "search-api 1.0.0/2", {
    as_of: "2026-11-14T05:40:00Z",
    coverage: "partial",
    coverage_reason: "the inventory of the instance was not complete when it was scanned",
    counts: { critical: 0, high: 2, medium: 7, low: 5, informational: 0, untriaged: 0 },
    total: 14,
  }),
  report("report-bastion", "golden-amazon-linux-2023 1.1.0/1", { as_of: "2026-11-13T05:40:00Z" }),
  report("report-ledger", "ledger-batch 3.3.0/1", {
    run: "arn:aws:imagebuilder:eu-west-1:111122223333:image/ledger-batch/3.3.0/1",
    as_of: "2026-11-11T09:40:00Z",
    coverage: "not_scanned",
    coverage_reason: "CentOS 7 is past its end of life; Inspector does not scan it",
  }),
];

const PACKAGES: [name: string, installed: string, fixed: string | null, words: string][] = [
  [
    "openssl",
    "3.0.2-0ubuntu1.15",
    "3.0.2-0ubuntu1.18",
    "a buffer is read past its end while a certificate is checked",
  ],
  ["linux-aws", "5.15.0-1051.56", "5.15.0-1067.73", "a use after free in the network scheduler"],
  [
    "glibc",
    "2.35-0ubuntu3.4",
    "2.35-0ubuntu3.8",
    "a heap overflow in the iconv converter of one character set",
  ],
  ["vim", "2:8.2.3995-1ubuntu2.13", null, "a crafted file ends the editor while it is highlighted"],
  [
    "openjdk-21-jre-headless",
    "21.0.4+7-1ubuntu2~22.04",
    "21.0.5+11-1ubuntu1~22.04",
    "the class verifier accepts what it must not",
  ],
  ["nginx", "1.18.0-6ubuntu14.4", "1.18.0-6ubuntu14.5", "a request of another protocol is taken for two"],
  [
    "python3.10",
    "3.10.12-1~22.04.3",
    "3.10.12-1~22.04.7",
    "an address in brackets is parsed as another host",
  ],
  ["curl", "7.81.0-1ubuntu1.16", "7.81.0-1ubuntu1.20", "a cookie of one domain is sent to another"],
  ["libxml2", "2.9.13+dfsg-1ubuntu0.4", null, "an entity of a schema is read after it was freed"],
  [
    "org.apache.logging.log4j:log4j-core",
    "2.14.1",
    "2.17.1",
    "a lookup in a message loads a class from elsewhere",
  ],
];

const known = new Map<string, FindingRow[]>();

/** The invented findings of a report: as many of each severity as its summary says, always the same. */
export function findingsOf(id: string): FindingRow[] {
  const before = known.get(id);
  if (before) return before;
  const summary = reports.find((one) => one.report === id);
  if (!summary) return [];
  const fromFile = summary.file !== null;
  const counts = Object.values(summary.counts);
  let number = 0;
  const rows = SEVERITIES.flatMap((severity, rank) =>
    Array.from({ length: counts[rank] ?? 0 }, (): FindingRow => {
      number += 1;
      const mixed = (number * 7919) % 1009;
      const [name, installed, fixed, words] = PACKAGES[mixed % PACKAGES.length] ?? PACKAGES[0]!;
      const layer: FindingLayer = fromFile
        ? "unknown"
        : /nginx|openjdk|log4j/.test(name)
          ? "overlay"
          : "golden";
      return {
        id: `${id}/${number}`,
        vulnerability: `CVE-${2021 + (mixed % 6)}-${String(1000 + ((number * 3571) % 48000))}`,
        severity,
        package: name,
        installed,
        fixed,
        fix_available: mixed % 13 === 0 ? null : fixed !== null,
        epss: fromFile && mixed % 3 === 0 ? null : ((mixed % 97) / 97) ** 4,
        exploited: fromFile ? null : rank === 0 && number % 2 === 1,
        image: summary.image ?? "i-0f00ba4",
        layer,
        first_seen: `2026-${String(1 + (mixed % 11)).padStart(2, "0")}-${String(1 + (mixed % 27)).padStart(2, "0")}T04:10:00Z`,
        status: fromFile ? (mixed % 5 === 0 ? "SUPPRESSED" : "ACTIVE") : null,
        title: `${name}: ${words}`,
      };
    }),
  );
  known.set(id, rows);
  return rows;
}

const SCORES: Record<string, number> = { CRITICAL: 9, HIGH: 7.1, MEDIUM: 4.8, LOW: 2.1 };

const flag = (value: boolean | null): string | null => (value === null ? null : value ? "yes" : "no");

function matches(row: FindingRow, filter: FindingFilter, but?: keyof FindingFilter): boolean {
  const text = filter.text?.toLowerCase();
  return (
    (but === "severity" || filter.severity.length === 0 || filter.severity.includes(row.severity)) &&
    (but === "fix" || filter.fix === null || row.fix_available === filter.fix) &&
    (but === "exploited" || filter.exploited === null || row.exploited === filter.exploited) &&
    (but === "layer" || filter.layer === null || row.layer === filter.layer) &&
    (!text || `${row.vulnerability} ${row.package} ${row.title}`.toLowerCase().includes(text))
  );
}

const KEYS: Record<FindingRequest["sort"], (row: FindingRow) => string | number> = {
  severity: (row) => -SEVERITIES.indexOf(row.severity as (typeof SEVERITIES)[number]),
  vulnerability: (row) => row.vulnerability,
  package: (row) => row.package,
  epss: (row) => row.epss ?? -1,
  first_seen: (row) => row.first_seen ?? "",
  layer: (row) => row.layer,
  status: (row) => row.status ?? "",
};

export function findingPage({ filter, sort, descending, offset, limit }: FindingRequest) {
  const key = KEYS[sort];
  const rows = findingsOf(filter.report ?? "")
    .filter((row) => matches(row, filter))
    .sort((a, b) => (key(a) < key(b) ? -1 : key(a) > key(b) ? 1 : 0) * (descending ? -1 : 1));
  return { report: filter.report, total: rows.length, findings: rows.slice(offset, offset + limit) };
}

export function facetsOf(filter: FindingFilter): Facets {
  const tally = (but: keyof FindingFilter, value: (row: FindingRow) => string | null) => {
    const counts = new Map<string | null, number>();
    for (const row of findingsOf(filter.report ?? "")) {
      if (matches(row, filter, but)) counts.set(value(row), (counts.get(value(row)) ?? 0) + 1);
    }
    return [...counts].map(([key, count]) => ({ value: key, count }));
  };
  return {
    severity: tally("severity", (row) => row.severity),
    fix: tally("fix", (row) => flag(row.fix_available)),
    exploited: tally("exploited", (row) => flag(row.exploited)),
    layer: tally("layer", (row) => row.layer),
  };
}

export function findingDetail(id: string): FindingDetail | null {
  const row = findingsOf(id.split("/")[0] ?? "").find((one) => one.id === id);
  if (!row) return null;
  const fromFile = row.status !== null;
  return {
    row,
    description: `In ${row.package} before ${row.fixed ?? "any version known so far"}, ${row.title.split(": ")[1]}. An attacker who can reach the service from the network may read memory of the process or end it; no account is needed. Systems that take only files from their own pipeline are less exposed.`,
    score: fromFile ? null : (SCORES[row.severity] ?? 0) + (row.epss ?? 0),
    score_vector: fromFile ? null : "CVSS:3.1/AV:N/AC:L/PR:N/UI:N/S:U/C:H/I:N/A:H",
    source: "UBUNTU_CVE",
    source_url: `https://advisories.example.org/${row.vulnerability}`,
    references: [
      `https://advisories.example.org/${row.vulnerability}`,
      "https://lists.example.net/archives/2026/security-announce/0412.html?thread=long-and-winding&page=3",
      "http://plain.example.com/not-encrypted",
    ],
    remediation: row.fixed ? `update ${row.package} to ${row.fixed}` : null,
    path: row.package.includes(":") ? "opt/payments/lib/log4j-core-2.14.1.jar" : null,
    package_manager: row.package.includes(":") ? "JAR" : "OS",
    last_seen: "2026-11-22T04:10:00Z",
    attribution:
      row.layer === "golden"
        ? `golden-ubuntu-22-04 1.8.0/3 has ${row.package} in the same version`
        : row.layer === "overlay"
          ? `the packages of golden-ubuntu-22-04 1.8.0/3 are known, and ${row.package} ${row.installed} is not among them`
          : null,
  };
}

export const imported: ImportSummary = {
  files: [
    {
      file: "/home/ada/reports/inspector-findings-november.json",
      format: "inspector-findings-json",
      report: "report-fleet",
      entries: 26403,
      imported: 26400,
      rejected: [
        { entry: 212, line: 9180, reason: "severity: expected a word, found a list" },
        { entry: 4711, line: 203944, reason: "packageVulnerabilityDetails: missing" },
        { entry: 26001, line: 1120031, reason: "the entry is longer than 4 MiB" },
      ],
      rows: 26780,
      new: 26780,
      changed: 0,
      closed: 0,
      error: null,
    },
    {
      file: "/home/ada/reports/holiday.json",
      format: null,
      report: null,
      entries: 0,
      imported: 0,
      rejected: [],
      rows: 0,
      new: 0,
      changed: 0,
      closed: 0,
      error: "it is JSON, but not a list of Inspector findings: there is no findings field at the top",
    },
  ],
};
