import { screen, waitFor, within } from "@testing-library/react";
import { expect, test } from "vitest";

import type { FindingRequest } from "@/contract";
import { findingDetail, findingsOf } from "@tests/fake/data/scans";
import { openRoom, type OpenRoomOptions } from "@tests/room";

import ScansRoom from ".";
import { percent } from "./columns";
import { parse } from "./Reference";

const open = (address: string, options?: OpenRoomOptions) =>
  openRoom(ScansRoom, { name: "scans", param: "report" }, address, options);
const rowOf = (text: string): HTMLElement => {
  const row = screen.getByText(text).closest<HTMLElement>("[role=row]");
  if (!row) throw new Error(`${text} is in no row`);
  return row;
};
const total = () => screen.getByTestId("finding-total").textContent;

test("a report nobody scanned does not look like one without findings", async () => {
  open("/scans");
  await screen.findByText("ledger-batch 3.3.0/1");
  const unscanned = rowOf("ledger-batch 3.3.0/1");
  expect(within(unscanned).getByText("Not scanned")).toBeTruthy();
  expect(within(unscanned).getAllByText("not scanned")).toHaveLength(6);
  const clean = rowOf("golden-amazon-linux-2023 1.1.0/1");
  expect(within(clean).getAllByText("0")).toHaveLength(6);
});

test("critical with a fix: the list, the count and the other counts follow", async () => {
  const { user, asked } = open("/scans/report-payments");
  await waitFor(() => expect(total()).toBe("160 findings"));
  await user.click(await screen.findByRole("checkbox", { name: /^Critical/ }));
  await user.click(screen.getByRole("checkbox", { name: /^Available/ }));
  await waitFor(() => expect(total()).toBe("2 of 160 findings"));
  expect(asked("scan.page").at(-1)).toEqual({
    filter: {
      report: "report-payments",
      severity: ["CRITICAL"],
      fix: true,
      exploited: null,
      layer: null,
      text: null,
    },
    sort: "severity",
    descending: true,
    offset: 0,
    limit: 200,
  });
  await user.click(screen.getByRole("button", { name: "Clear all" }));
  await waitFor(() => expect(total()).toBe("160 findings"));
});

test("a filter is kept while one looks elsewhere", async () => {
  const { user } = open("/scans/report-golden");
  await user.click(await screen.findByRole("checkbox", { name: /^High/ }));
  await waitFor(() => expect(total()).toBe("9 of 105 findings"));
  await user.click(screen.getByRole("button", { name: "All reports" }));
  await user.click(await screen.findByText("golden-ubuntu-22-04 1.8.0/3"));
  await waitFor(() => expect(total()).toBe("9 of 105 findings"));
  await user.click(screen.getByRole("checkbox", { name: /^High/ }));
});

test("what a source does not say is not counted as no", async () => {
  open("/scans/report-fleet");
  const exploited = await screen.findByRole("group", { name: "Exploited" });
  await within(exploited).findByText("26,780");
  expect(within(exploited).getByRole("checkbox", { name: "Yes 0" })).toBeTruthy();
  expect(within(exploited).getByRole("checkbox", { name: "No 0" })).toBeTruthy();
  expect((await screen.findAllByText("not in this source")).length).toBeGreaterThan(0);
});

test("a long report is asked for in pages of at most 200", async () => {
  const { asked } = open("/scans/report-fleet");
  const grid = await screen.findByRole("grid", { name: "Findings" });
  expect(grid.getAttribute("aria-rowcount")).toBe("26781");
  for (const request of asked("scan.page") as FindingRequest[])
    expect(request.limit).toBeLessThanOrEqual(200);
  expect(within(grid).getAllByRole("row").length).toBeLessThan(80);
});

test("sorting is the workbench's, and said in the heading", async () => {
  const { user, asked } = open("/scans/report-golden");
  await user.click(await screen.findByRole("button", { name: "Package" }));
  await waitFor(() =>
    expect(asked("scan.page").at(-1)).toMatchObject({ sort: "package", descending: false }),
  );
  expect(screen.getByRole("columnheader", { name: "Package" }).getAttribute("aria-sort")).toBe("ascending");
});

test("a finding says which layer brought it in, and opens an address only when asked to", async () => {
  const opened: string[] = [];
  const first = findingsOf("report-payments")[0];
  const { user, fake } = open("/scans/report-payments");
  fake.openExternal = (url) => {
    opened.push(url);
    return Promise.resolve();
  };
  await user.click(await screen.findByText(first?.vulnerability ?? ""));
  const detail = await screen.findByRole("region", { name: "Finding" });
  expect(await within(detail).findByText(findingDetail(first?.id ?? "")?.attribution ?? "")).toBeTruthy();
  expect(within(detail).getByText("not https, so not opened")).toBeTruthy();
  expect(opened).toEqual([]);
  await user.click(within(detail).getByRole("button", { name: "advisories.example.org" }));
  expect(opened).toEqual([`https://advisories.example.org/${first?.vulnerability}`]);
  await user.keyboard("{Escape}");
  await waitFor(() => expect(screen.queryByRole("region", { name: "Finding" })).toBeNull());
});

test("an import says what was read, what was not, and why a file is no report", async () => {
  const { user, asked } = open("/scans");
  await user.click(await screen.findByRole("button", { name: "Import…" }));
  const outcome = await screen.findByRole("region", { name: "Outcome of the import" });
  expect(asked("scan.import")).toEqual([{ files: ["/home/ada/reports/findings.json"] }]);
  expect(await within(outcome).findByText(/26,780 findings from 26,400 of 26,403 entries/)).toBeTruthy();
  expect(within(outcome).getByText(/it is JSON, but not a list of Inspector findings/)).toBeTruthy();
  await user.click(within(outcome).getByRole("button", { name: "3 entries not read" }));
  expect(within(outcome).getByText("entry 212, line 9180")).toBeTruthy();
  await user.click(within(outcome).getByRole("button", { name: "Dismiss" }));
  expect(screen.queryByRole("region", { name: "Outcome of the import" })).toBeNull();
});

test("a report that is not scanned gives the scanner's reason instead of a table", async () => {
  open("/scans/report-ledger");
  expect(await screen.findByRole("heading", { name: "Not scanned" })).toBeTruthy();
  expect(screen.getByText(/CentOS 7 is past its end of life/)).toBeTruthy();
  expect(screen.queryByRole("grid")).toBeNull();
});

test("when findings cannot be read, trying again is offered", async () => {
  let broken = true;
  const { user } = open("/scans/report-search", {
    handlers: {
      "scan.page": (request) => {
        if (broken) {
          throw {
            code: "io",
            message: "the cache could not be read",
            hints: [],
            detail: null,
            retryable: true,
          };
        }
        const findings = findingsOf("report-search");
        return { report: request.filter.report, total: findings.length, findings };
      },
    },
  });
  expect(await screen.findByText("the cache could not be read")).toBeTruthy();
  broken = false;
  await user.click(screen.getByRole("button", { name: "Try again" }));
  expect(await screen.findByRole("grid", { name: "Findings" })).toBeTruthy();
});

test("only plain https addresses are ever offered", () => {
  expect(parse("https://example.org/a")?.host).toBe("example.org");
  for (const url of [
    "http://example.org",
    "javascript:alert(1)",
    "file:///etc/passwd",
    "https://bank.example@evil.example/",
    "not an address",
  ]) {
    expect(parse(url)).toBeNull();
  }
});

test("a small chance never reads as none", () => {
  expect(percent(0.0004)).toBe("< 0.1 %");
  expect(percent(0)).toBe("0.0 %");
  expect(percent(0.4234)).toBe("42.3 %");
});
