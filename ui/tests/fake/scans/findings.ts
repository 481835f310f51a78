import type { FindingDetail, FindingLayer, FindingRow, ReportSummary } from "@/contract";

import { largeReport, reports } from "./reports";

export const SEVERITIES = ["CRITICAL", "HIGH", "MEDIUM", "LOW", "INFORMATIONAL", "UNTRIAGED"] as const;

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

const COMPONENTS: Record<string, string> = {
  nginx: "nginx-tls",
  "openjdk-21-jre-headless": "openjdk-runtime",
};

const two = (number: number) => String(number).padStart(2, "0");

/** Findings at the head of each severity that a later build no longer has. */
const SKIPPED: Record<string, number> = {
  "report-payments": 3,
  "report-payments-6": 1,
  "report-golden-next": 2,
};

const known = new Map<string, FindingRow[]>();

export const reportOf = (id: string): ReportSummary | undefined =>
  id === largeReport.report ? largeReport : reports.find((one) => one.report === id);

/** The invented findings of a report: as many of each severity as its summary says, always the same. */
export function findingsOf(id: string): FindingRow[] {
  const before = known.get(id);
  if (before) return before;
  const summary = reportOf(id);
  if (!summary) return [];
  const rows = Array.from({ length: Math.min(summary.total, 60_000) }, (_, at) => rowAt(summary, at));
  known.set(id, rows);
  return rows;
}

/** The finding number `at` of a report, worst first. */
export function rowAt(summary: ReportSummary, at: number): FindingRow {
  const { tells } = summary;
  let rank = 0;
  let within = at;
  for (const count of Object.values(summary.counts)) {
    if (within < count) break;
    within -= count;
    rank += 1;
  }
  const number = rank * 5000 + within + (SKIPPED[summary.report] ?? 0) + 1;
  const mixed = (number * 7919) % 1009;
  const [name, installed, fixed, words] = PACKAGES[mixed % PACKAGES.length] ?? PACKAGES[0]!;
  const own = /nginx|openjdk|log4j/.test(name);
  const golden = summary.image_name?.startsWith("golden") ?? false;
  const layer: FindingLayer = summary.image_name === null ? "unknown" : own && !golden ? "overlay" : "golden";
  return {
    id: `${summary.report}/${at}`,
    report: summary.report,
    vulnerability: `CVE-${2021 + (mixed % 6)}-${String(1000 + ((number * 3571) % 48000))}`,
    severity: SEVERITIES[rank] ?? "UNTRIAGED",
    package: name,
    installed,
    fixed,
    fix_available: mixed % 13 === 0 ? null : fixed !== null,
    epss: tells.epss && mixed % 7 !== 0 ? ((mixed % 97) / 97) ** 4 : null,
    exploited: tells.exploit ? rank === 0 && number % 2 === 1 : null,
    kev: tells.kev ? rank === 0 && number % 3 === 1 : null,
    score: rank > 4 ? null : ([9.1, 7.2, 5.1, 2.9, 0][rank] ?? 0) + (mixed % 8) / 10,
    image: summary.image ?? `i-0f00ba4${two(mixed % 40)}`,
    layer,
    origin:
      layer === "golden"
        ? "golden-ubuntu-22-04 1.8.0/3"
        : layer === "overlay"
          ? (COMPONENTS[name] ?? null)
          : null,
    first_seen: tells.first_seen ? `2026-${two(1 + (mixed % 11))}-${two(1 + (mixed % 27))}T04:10:00Z` : null,
    status: tells.status ? (mixed % 17 === 0 ? "SUPPRESSED" : "ACTIVE") : null,
    decision: null,
    title: `${name}: ${words}`,
    path: name.includes(":") ? "opt/payments/lib/log4j-core-2.14.1.jar" : null,
    package_manager: name.includes(":") ? "JAR" : "OS",
    scanner: summary.scanner ?? "inspector",
  };
}

const METRICS: [code: string, name: string, value: string, worst: boolean][] = [
  ["AV:N", "Attack vector", "network", true],
  ["AC:L", "Attack complexity", "low", true],
  ["PR:L", "Privileges required", "low", false],
  ["UI:N", "User interaction", "none", true],
  ["S:U", "Scope", "unchanged", false],
  ["C:H", "Confidentiality", "high", true],
  ["I:N", "Integrity", "none", false],
  ["A:H", "Availability", "high", true],
];

export function findingDetail(row: FindingRow): FindingDetail {
  return {
    row,
    description: `In ${row.package} before ${row.fixed ?? "any version known so far"}, ${row.title.split(": ")[1]}. An attacker who can reach the service from the network may read memory of the process or end it; no account is needed. Systems that take only files from their own pipeline are less exposed.`,
    aliases: ["GHSA-jfh8-c2jp-5v3q"],
    vendor_severity: "important",
    scores:
      row.score === null
        ? []
        : [
            {
              source: "NVD",
              version: "3.1",
              score: row.score,
              vector: "CVSS:3.1/AV:N/AC:L/PR:L/UI:N/S:U/C:H/I:N/A:H",
              metrics: METRICS.map(([code, name, value, worst]) => ({ code, name, value, worst })),
            },
            { source: "UBUNTU_CVE", version: null, score: 6.8, vector: null, metrics: [] },
          ],
    risk: null,
    epss_percentile: row.epss === null ? null : 0.92,
    epss_as_of: null,
    kev_as_of: row.kev ? "2026-11-21T00:00:00Z" : null,
    kev_added: row.kev ? "2026-08-02T00:00:00Z" : null,
    kev_due: row.kev ? "2026-08-23T00:00:00Z" : null,
    kev_name: row.kev ? "Example code execution" : null,
    kev_ransomware: row.kev ? true : null,
    exploited_at: row.exploited ? "2026-10-30T11:00:00Z" : null,
    cwes: ["CWE-125", "CWE-416"],
    source: "UBUNTU_CVE",
    source_url: `https://advisories.example.org/${row.vulnerability}`,
    references: [
      `https://advisories.example.org/${row.vulnerability}`,
      "https://lists.example.net/archives/2026/security-announce/0412.html?thread=long-and-winding&page=3",
      "http://plain.example.com/not-encrypted",
    ],
    published: "2026-05-12T00:00:00Z",
    remediation: row.fixed ? `update ${row.package} to ${row.fixed}` : null,
    purl: row.package.includes(":") ? null : `pkg:deb/ubuntu/${row.package}@${row.installed}`,
    arch: "amd64",
    layer_digest: null,
    resource: "i-0123456789abcdef0",
    resource_type: "AWS_EC2_INSTANCE",
    platform: "UBUNTU_22_04",
    account: "111122223333",
    region: "eu-west-1",
    finding_type: "PACKAGE_VULNERABILITY",
    last_seen: "2026-11-22T04:10:00Z",
    status_reason: row.status === "SUPPRESSED" ? "by the filter `accepted-in-october` of Inspector" : null,
    attribution:
      row.layer === "golden"
        ? `golden-ubuntu-22-04 1.8.0/3 has ${row.package} in the same version`
        : row.layer === "overlay"
          ? `the packages of golden-ubuntu-22-04 1.8.0/3 are known, and ${row.package} ${row.installed} is not among them`
          : null,
    elsewhere: ["report-golden", "report-payments-6"]
      .filter((id) => id !== row.report)
      .map((id) => ({
        id: `${id}/0`,
        report: id,
        title: reportOf(id)?.title ?? id,
        package: row.package,
        installed: row.installed,
        status: "ACTIVE",
        as_of: reportOf(id)?.as_of ?? "",
      })),
    elsewhere_more: 3,
    history: [
      { at: "2026-11-22T06:31:00Z", what: "severity HIGH became CRITICAL" },
      { at: "2026-11-12T06:31:00Z", what: "first read" },
    ],
    decision: null,
  };
}
