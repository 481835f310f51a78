import type { ImportedFile, ImportSummary } from "@/contract";

const file = (more: Partial<ImportedFile> & { file: string }): ImportedFile => ({
  format: "inspector-findings-json",
  report: "report-fleet",
  entries: 0,
  imported: 0,
  rejected: [],
  rejected_total: more.rejected?.length ?? 0,
  rows: 0,
  packages: 0,
  new: 0,
  changed: 0,
  closed: 0,
  repeated: 0,
  error: null,
  ...more,
});

/** An import with everything that can come of a file. */
export const imported: ImportSummary = {
  files: [
    file({
      file: "/home/ada/reports/inspector-findings-november.json",
      entries: 26403,
      imported: 26400,
      rejected: [
        { entry: 212, line: 9180, reason: "severity: expected a word, found a list" },
        { entry: 4711, line: 203944, reason: "packageVulnerabilityDetails: missing" },
        { entry: 26001, line: 1120031, reason: "the entry is longer than 4 MiB" },
      ],
      rows: 26780,
      new: 26780,
    }),
    file({
      file: "/home/ada/reports/known_exploited_vulnerabilities.json",
      format: "kev-json",
      report: null,
      entries: 1487,
      imported: 1487,
    }),
    file({
      file: "/home/ada/reports/november.zip/payments-web.cdx.json",
      format: "cyclonedx-json",
      report: "report-payments",
      entries: 1412,
      imported: 1412,
      packages: 1412,
      changed: 3,
    }),
    file({
      file: "/home/ada/reports/holiday.json",
      format: null,
      report: null,
      error: "it is JSON, but none of the reports that can be read: there is no findings field at the top",
    }),
  ],
};

/** Several hundred files at once, most of which went well. */
export const importedMany: ImportSummary = {
  files: Array.from({ length: 400 }, (_, at) =>
    at % 57 === 13
      ? file({
          file: `/home/ada/reports/host-${at}.txt`,
          format: null,
          report: null,
          error: "it is not a report",
        })
      : file({
          file: `/home/ada/reports/host-${at}.json`,
          entries: 60 + at,
          imported: 60 + at,
          rows: 64 + at,
          new: at % 9,
          closed: at % 5,
        }),
  ),
};
