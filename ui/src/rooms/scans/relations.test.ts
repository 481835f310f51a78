import { expect, test } from "vitest";

import type { ReportSummary } from "@/contract";
import { reports } from "@tests/fake/scans/reports";
import { trendOf } from "@tests/fake/scans/relations";

import { readAddress } from "./address";
import { grouped, usualBefore } from "./compare/choices";
import { silence, silentColumns, sumOf } from "./report/tells";
import { appliedView, savedView } from "./saved/views";
import { chartOf, roundUp } from "./trend/chart";
import { worstWords } from "./whose/words";

const find = (id: string) => reports.find((one) => one.report === id) as ReportSummary;

test("a build is compared with the one before it by the same scanner", () => {
  expect(usualBefore(reports, find("report-payments"))?.report).toBe("report-payments-6");
  expect(usualBefore(reports, find("report-trivy"))?.report).toBe("report-payments-6");
  expect(usualBefore(reports, find("report-payments-4"))).toBeUndefined();
  expect(usualBefore(reports, find("report-fleet"))).toBeUndefined();
});

test("reports to compare with stand by image, the same image first, those of no image last", () => {
  const groups = grouped(reports, "payments-web");
  expect(groups[0]?.image).toBe("payments-web");
  expect(groups.at(-1)?.image).toBeNull();
  expect(groups[0]?.reports.map(({ report }) => report).slice(0, 2)).toEqual([
    "report-payments",
    "report-trivy",
  ]);
});

test("what a source does not say is said, unless a list says it instead", () => {
  const trivy = find("report-trivy");
  expect(silence(trivy, { kev: null, epss: null })).toBe("EPSS, CISA’s list, exploits, first seen");
  const list = { as_of: "", entries: 1, file: "" };
  expect(silence(trivy, { kev: list, epss: list })).toBe("exploits, first seen");
  expect(silentColumns(trivy, { kev: list, epss: null })).toEqual(["epss", "exploited", "oldest"]);
  expect(silentColumns(undefined, undefined)).toEqual([]);
  expect(silence(find("report-payments"), undefined)).toBeNull();
  expect(silence(find("report-ledger"), undefined)).toBeNull();
});

test("counts of several reports add up", () => {
  const sum = sumOf([find("report-payments"), find("report-golden")]);
  expect(sum.critical).toBe(4);
  expect(worstWords(sum)).toBe("4 critical, 30 high, 231 less severe");
  expect(worstWords(sumOf([]))).toBe("none");
});

test("a saved view brings back the query, the grouping and the order", () => {
  const address = readAddress({ as: "package", q: "fix:yes ", sort: "-epss", finding: "x" });
  const view = savedView("mine", address, ["severity", "epss"]);
  expect(view).toMatchObject({ query: "fix:yes", group: "package", sort: "epss", descending: true });
  expect(appliedView(view)).toEqual({
    view: "package",
    query: "fix:yes",
    order: { by: "epss", descending: true },
    finding: null,
  });
});

test("the picture of a trend has one bar a report, as high as its findings", () => {
  const { points } = trendOf("report-payments");
  const { bars, ticks } = chartOf(points, 500, 100);
  expect(bars.length).toBe(points.length);
  expect(ticks.map((tick) => tick.value)).toEqual([0, 100, 200]);
  bars.forEach((bar, index) => {
    const tall = bar.parts.reduce((sum, part) => sum + part.height, 0);
    expect(tall).toBeCloseTo((points[index]?.total ?? 0) / 2);
  });
  expect(chartOf([], 500, 100).bars).toEqual([]);
  expect([0, 7, 160, 2000].map(roundUp)).toEqual([1, 10, 200, 2000]);
});
