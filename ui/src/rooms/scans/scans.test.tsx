import { fireEvent, screen, waitFor, within } from "@testing-library/react";
import { expect, test } from "vitest";

import type { FindingRequest } from "@/contract";
import { findingDetail, findingsOf } from "@tests/fake/scans";
import { openRoom, type OpenRoomOptions } from "@tests/room";

import ScansRoom from ".";
import { parse } from "./detail/Reference";

const open = (address: string, options?: OpenRoomOptions) =>
  openRoom(ScansRoom, { name: "scans", param: "report" }, address, options);
const rowOf = (text: string): HTMLElement => {
  const row = screen.getByText(text).closest<HTMLElement>("[role=row]");
  if (!row) throw new Error(`${text} is in no row`);
  return row;
};
const total = () => screen.getByTestId("finding-total").textContent;
const query = () => screen.getByRole<HTMLInputElement>("combobox", { name: "Query" }).value;

test("a report nobody scanned does not look like one without findings", async () => {
  open("/scans");
  await screen.findByText("ledger-batch 3.3.0/1");
  const unscanned = rowOf("ledger-batch 3.3.0/1");
  expect(within(unscanned).getByText("Not scanned")).toBeTruthy();
  expect(within(unscanned).getAllByText("not scanned")).toHaveLength(6);
  const clean = rowOf("golden-amazon-linux-2023 1.1.0/1");
  expect(within(clean).getAllByText("0")).toHaveLength(6);
});

test("critical with a fix: the facets write the query, and the list and the counts follow", async () => {
  const { user, asked, address } = open("/scans/report-payments");
  await waitFor(() => expect(total()).toBe("160 findings"));
  await user.click(await screen.findByRole("checkbox", { name: /^Critical/ }));
  await waitFor(() => expect(query()).toBe("severity:critical"));
  const fix = screen.getByRole("group", { name: "Fix" });
  await user.click(within(fix).getByRole("checkbox", { name: /^Available/ }));
  await waitFor(() => expect(total()).toBe("2 of 160 findings"));
  expect(query()).toBe("severity:critical fix:yes");
  expect(asked("scan.page").at(-1)).toEqual({
    scope: { reports: ["report-payments"], query: "severity:critical fix:yes" },
    sort: "severity",
    descending: true,
    offset: 0,
    limit: 100,
  });
  expect(address()).toContain("severity:critical");
  await user.click(screen.getByRole("button", { name: "Exclude Critical" }));
  await waitFor(() => expect(query()).toBe("fix:yes -severity:critical"));
  await user.click(screen.getByRole("button", { name: "Clear" }));
  await waitFor(() => expect(total()).toBe("160 findings"));
});

test("a query is completed as it is typed, with the keyboard alone", async () => {
  const { user } = open("/scans/report-payments");
  const field = await screen.findByRole("combobox", { name: "Query" });
  await user.click(field);
  await user.keyboard("sev");
  expect(await screen.findByRole("option", { name: /severity:/ })).toBeTruthy();
  await user.keyboard("{Tab}");
  expect(query()).toBe("severity:");
  await user.keyboard("hi");
  expect(await screen.findByRole("option", { name: "high" })).toBeTruthy();
  await user.keyboard("{ArrowDown}{Enter}");
  expect(query()).toBe("severity:high");
  await waitFor(() => expect(total()).toBe("21 of 160 findings"));
});

test("what is taken in the middle of a query leaves the cursor behind it, before the next key", async () => {
  const { user } = open("/scans/report-payments?q=sev kev:yes");
  const field = await screen.findByRole<HTMLInputElement>("combobox", { name: "Query" });
  await user.click(field);
  field.setSelectionRange(3, 3);
  fireEvent.select(field);
  await user.keyboard("e");
  await screen.findByRole("option", { name: /severity:/ });
  fireEvent.keyDown(field, { key: "Tab" });
  expect(query()).toBe("severity: kev:yes");
  expect(field.selectionStart).toBe("severity:".length);
});

test("what is wrong in a query is said, and the rest of it counts", async () => {
  open("/scans/report-payments?q=severity:high fix:perhaps");
  expect(await screen.findByText(/is no fix/)).toBeTruthy();
  await waitFor(() => expect(total()).toBe("21 of 160 findings"));
});

test("a link restores report, view and query", async () => {
  open("/scans/report-payments?as=package&q=severity:high&finding=report-payments%2F0");
  expect(await screen.findByRole("grid", { name: "Findings by package" })).toBeTruthy();
  expect(query()).toBe("severity:high");
  expect(await screen.findByRole("region", { name: "Finding" })).toBeTruthy();
});

test("a query is kept while one looks elsewhere", async () => {
  const { user } = open("/scans/report-golden");
  await user.click(await screen.findByRole("checkbox", { name: /^High/ }));
  await waitFor(() => expect(total()).toBe("9 of 105 findings"));
  await user.click(screen.getByRole("button", { name: "All reports" }));
  await user.click(await screen.findByText("golden-ubuntu-22-04 1.8.0/3"));
  await waitFor(() => expect(total()).toBe("9 of 105 findings"));
});

test("what a source does not say is not counted as no", async () => {
  open("/scans/report-fleet");
  const exploit = await screen.findByRole("group", { name: "Exploit known" });
  expect(await within(exploit).findByRole("checkbox", { name: "Not in this source 26,780" })).toBeTruthy();
  expect(within(exploit).getByRole("checkbox", { name: "Yes 0" })).toBeTruthy();
  expect((await screen.findAllByText("not in this source")).length).toBeGreaterThan(0);
  expect(screen.getByText("Coverage not stated")).toBeTruthy();
  expect(screen.getByText("does not say: exploits")).toBeTruthy();
});

test("a million rows are asked for in pages of at most 200", async () => {
  const { asked } = open("/scans/report-million", { large: true });
  const grid = await screen.findByRole("grid", { name: "Findings" });
  expect(grid.getAttribute("aria-rowcount")).toBe("1000001");
  for (const request of asked("scan.page") as FindingRequest[])
    expect(request.limit).toBeLessThanOrEqual(200);
  expect(within(grid).getAllByRole("row").length).toBeLessThan(80);
});

test("several findings are marked and decided with the keyboard", async () => {
  const { user, asked } = open("/scans/report-payments");
  const grid = await screen.findByRole("grid", { name: "Findings" });
  const [, first] = within(grid).getAllByRole("row");
  const cell = first && within(first).getAllByRole("gridcell")[1];
  if (!cell) throw new Error("there is no row");
  cell.focus();
  await user.keyboard(" {Shift>}{ArrowDown}{ArrowDown}{/Shift}");
  expect(await screen.findByText("3 marked")).toBeTruthy();
  expect(within(grid).getAllByRole("row", { selected: true })).toHaveLength(3);
  await user.click(screen.getByRole("button", { name: /^Decide/ }));
  const dialog = await screen.findByRole("dialog");
  await user.click(within(dialog).getByRole("radio", { name: "Accepted" }));
  await user.click(within(dialog).getByRole("button", { name: "Decide: accepted" }));
  expect(within(dialog).getByText("say why the risk is borne")).toBeTruthy();
  expect(asked("scan.decide")).toEqual([]);
  await user.type(within(dialog).getByRole("textbox", { name: /Reason/ }), "behind the load balancer");
  await user.click(within(dialog).getByRole("button", { name: "90 days" }));
  await user.click(within(dialog).getByRole("button", { name: "Decide: accepted" }));
  await waitFor(() => expect(asked("scan.decide")).toHaveLength(1));
  expect(asked("scan.decide")[0]).toMatchObject({
    which: { findings: ["report-payments/0", "report-payments/1", "report-payments/2"] },
    state: "accepted",
    reason: "behind the load balancer",
    every_image: false,
  });
  expect((await screen.findAllByText("accepted")).length).toBeGreaterThanOrEqual(3);
});

test("all that match are decided by their query, not by their names", async () => {
  const { user, asked } = open("/scans/report-payments?q=severity:low");
  const grid = await screen.findByRole("grid", { name: "Findings" });
  await waitFor(() => expect(total()).toBe("40 of 160 findings"));
  within(grid).getAllByRole("gridcell")[1]?.focus();
  await user.keyboard("{Control>}a{/Control}");
  expect(await screen.findByText("40 marked")).toBeTruthy();
  await user.click(screen.getByRole("button", { name: /^Decide/ }));
  const dialog = await screen.findByRole("dialog");
  expect(within(dialog).getByText(/All 40 findings that match/)).toBeTruthy();
  await user.click(within(dialog).getByRole("button", { name: "Mark: in triage" }));
  await waitFor(() =>
    expect(asked("scan.decide")[0]).toMatchObject({
      which: { scope: { reports: ["report-payments"], query: "severity:low" } },
    }),
  );
});

test("a group leads to its findings, and the query stays", async () => {
  const { user, address } = open("/scans/report-payments?as=package&q=fix:yes");
  const grid = await screen.findByRole("grid", { name: "Findings by package" });
  await user.click(within(grid).getByText("nginx"));
  await waitFor(() => expect(query()).toBe("fix:yes pkg:=nginx"));
  expect(address()).not.toContain("as=package");
  await waitFor(() => expect(document.activeElement?.getAttribute("data-cell")).toBe("0:0"));
});

test("whose it is: what a newer golden image fixes, and what is one's own", async () => {
  const { user } = open("/scans/report-payments?as=whose");
  const golden = await screen.findByRole("region", { name: "Fix by moving to a newer golden image" });
  expect(within(golden).getByRole("heading", { level: 3 }).textContent).toMatch(
    /^Move from golden-ubuntu-22-04 1\.8\.0\/3 to 1\.8\.2\/1: \d+ of \d+ inherited findings go away$/,
  );
  const own = screen.getByRole("region", { name: "Fix in your layer" });
  const line = within(own).getByText("nginx-tls").closest("li");
  if (!line) throw new Error("nginx-tls is in no line");
  await user.click(within(line).getByRole("button", { name: /findings/ }));
  await waitFor(() => expect(query()).toBe('origin:="nginx-tls"'));
});

test("two builds are compared, with what makes that weak said first", async () => {
  const { user, asked, address } = open("/scans/report-payments?as=compare");
  expect(await screen.findByRole("grid", { name: "Changes" })).toBeTruthy();
  expect(asked("scan.compare").at(-1)).toMatchObject({
    before: "report-payments-6",
    after: "report-payments",
    show: null,
  });
  await user.click(screen.getByRole("radio", { name: /^Fixed/ }));
  await waitFor(() => expect(address()).toContain("show=fixed"));
  await user.click(screen.getByRole("button", { name: "Swap the two" }));
  await waitFor(() => expect(address()).toMatch(/report-payments-6\?.*before=report-payments/));
});

test("a comparison of two scanners warns before it counts", async () => {
  open("/scans/report-trivy?as=compare");
  expect(await screen.findByText(/the scanners differ/)).toBeTruthy();
});

test("a trend has its numbers in a table, and what is overdue leads to the findings", async () => {
  const { user, address } = open("/scans/report-payments?as=trend");
  const [points, sla] = await screen.findAllByRole("table");
  if (!points || !sla) throw new Error("there are no tables");
  expect(within(points).getAllByRole("row")).toHaveLength(6);
  await user.click(within(sla).getByRole("button", { name: "7 overdue" }));
  await waitFor(() => expect(address()).toContain("severity:high+age:>30d"));
});

test("decisions: what has expired comes first, and any can be withdrawn", async () => {
  const { user, asked } = open("/scans/report-payments?as=decisions");
  const list = await screen.findByRole("list", { name: "Decisions" });
  expect(within(list).getAllByRole("heading")[0]?.textContent).toMatch(/^Expired/);
  expect(screen.getByText("1 statement could not be read")).toBeTruthy();
  const [first] = within(list).getAllByRole("button", { name: "Withdraw…" });
  if (!first) throw new Error("nothing can be withdrawn");
  await user.click(first);
  await user.click(await screen.findByRole("button", { name: "Withdraw it" }));
  await waitFor(() => expect(within(list).queryByText("Expired")).toBeNull());
  expect(asked("scan.withdraw")).toHaveLength(1);
});

test("a finding explains its score, and opens an address only when asked to", async () => {
  const opened: string[] = [];
  const row = findingsOf("report-payments")[0];
  if (!row) throw new Error("there are no findings");
  const { user, fake } = open("/scans/report-payments");
  fake.openExternal = (url) => {
    opened.push(url);
    return Promise.resolve();
  };
  await user.click(await screen.findByText(row.vulnerability));
  const detail = await screen.findByRole("region", { name: "Finding" });
  expect(await within(detail).findByText(findingDetail(row).attribution ?? "")).toBeTruthy();
  expect(within(detail).getByText("Attack vector")).toBeTruthy();
  expect(within(detail).getByText("severity HIGH became CRITICAL")).toBeTruthy();
  expect(within(detail).getByText("not https, so not opened")).toBeTruthy();
  expect(opened).toEqual([]);
  await user.click(within(detail).getByRole("button", { name: "advisories.example.org" }));
  expect(opened).toEqual([`https://advisories.example.org/${row.vulnerability}`]);
  await user.keyboard("{Escape}");
  await waitFor(() => expect(screen.queryByRole("region", { name: "Finding" })).toBeNull());
});

test("an import says what was read, what was not, and why a file is no report", async () => {
  const { user, asked } = open("/scans");
  await user.click(await screen.findByRole("button", { name: "Import…" }));
  const outcome = await screen.findByRole("region", { name: "Outcome of the import" });
  expect(asked("scan.import")).toEqual([{ files: ["/home/ada/reports/findings.json"] }]);
  expect(await within(outcome).findByText(/from 26,400 of 26,403 entries/)).toBeTruthy();
  expect(within(outcome).getByText(/none of the reports that can be read/)).toBeTruthy();
  await user.click(within(outcome).getByRole("button", { name: "3 entries not read" }));
  expect(within(outcome).getByText("entry 212, line 9180")).toBeTruthy();
  await user.click(within(outcome).getByRole("button", { name: "Dismiss" }));
  expect(screen.queryByRole("region", { name: "Outcome of the import" })).toBeNull();
});

test("hundreds of files are a sentence and the few with problems", async () => {
  const { user } = open("/scans", { large: true });
  await user.click(await screen.findByRole("button", { name: "Import…" }));
  const outcome = await screen.findByRole("region", { name: "Outcome of the import" });
  expect(await within(outcome).findByText("Imported 393 files")).toBeTruthy();
  expect(within(outcome).getAllByRole("listitem")).toHaveLength(7);
  await user.click(within(outcome).getByRole("button", { name: "Dismiss" }));
});

test("a view is saved in the workspace and brought back", async () => {
  const { user, asked } = open("/scans/report-payments?q=kev:yes");
  await user.click(await screen.findByRole("button", { name: "Views" }));
  await user.click(await screen.findByRole("menuitem", { name: "Save what is shown…" }));
  await user.type(await screen.findByRole("textbox", { name: "Name" }), "Listed{Enter}");
  await waitFor(() => expect(asked("scan.save_view")[0]).toMatchObject({ name: "Listed", query: "kev:yes" }));
  await user.click(screen.getByRole("button", { name: "Views" }));
  const [mine] = await screen.findAllByRole("menuitem", { name: "Fix this week" });
  if (mine) await user.click(mine);
  await waitFor(() => expect(query()).toBe("severity:critical,high fix:yes status:open"));
});

test("what is shown is what is exported", async () => {
  const { user, asked } = open("/scans/report-payments?q=kev:yes&sort=-epss");
  await user.click(await screen.findByRole("button", { name: "Export…" }));
  await user.click(await screen.findByRole("radio", { name: "HTML" }));
  await user.click(screen.getByRole("button", { name: "Choose the file…" }));
  await waitFor(() =>
    expect(asked("scan.export")).toEqual([
      {
        scope: { reports: ["report-payments"], query: "kev:yes", sort: "epss", descending: true },
        format: "html",
        file: "/home/ada/findings.html",
      },
    ]),
  );
  expect(await screen.findByText(/^Written to/)).toBeTruthy();
});

test("offline, AWS is not asked, and why is said", async () => {
  const { user } = open("/scans", { offline: true });
  await user.click(await screen.findByRole("button", { name: "Get from AWS" }));
  expect(await screen.findByText(/you are working offline/)).toBeTruthy();
  expect(screen.getByRole("menuitem", { name: "An AMI…" }).getAttribute("aria-disabled")).toBe("true");
});

test("a report that is not scanned gives the scanner's reason instead of a table", async () => {
  open("/scans/report-ledger");
  expect(await screen.findByRole("heading", { name: "Not scanned" })).toBeTruthy();
  expect(screen.getAllByText(/CentOS 7 is past its end of life/).length).toBeGreaterThan(0);
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
        return { report: request.scope.reports[0] ?? null, total: findings.length, findings };
      },
    },
  });
  expect(await screen.findByText("the cache could not be read")).toBeTruthy();
  broken = false;
  await user.click(screen.getByRole("button", { name: "Try again" }));
  expect(await screen.findByRole("grid", { name: "Findings" })).toBeTruthy();
});

test("words of strangers stay words, in their own direction", async () => {
  open("/scans/report-payments?finding=report-payments%2F0", { hostile: true });
  const detail = await screen.findByRole("region", { name: "Finding" });
  await within(detail).findByText("Attack vector", { exact: false });
  expect(document.body.querySelector("script")).toBeNull();
  // Every element whose own text turns direction is isolated from what stands beside it.
  const loose = [...document.body.querySelectorAll<HTMLElement>("*")].filter(
    (element) =>
      [...element.childNodes].some((node) => node.nodeType === 3 && node.textContent?.includes("\u202E")) &&
      element.closest(".clip, .foreign, .lines, .unseen, input, kbd, dd") === null,
  );
  expect(loose.map((element) => element.outerHTML.slice(0, 120))).toEqual([]);
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
