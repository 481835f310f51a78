import { expect, test } from "vitest";

import { nextOrder, readAddress, scopeOf, writeAddress } from "./address";

test("a link restores what was on screen", () => {
  const address = readAddress({ as: "package", q: "fix:yes", sort: "-epss", before: "r1", show: "new" });
  expect(address).toEqual({
    view: "package",
    query: "fix:yes",
    order: { by: "epss", descending: true },
    finding: null,
    before: "r1",
    show: "new",
  });
  expect(readAddress({ ...writeAddress(address) })).toEqual(address);
});

test("a link that makes no sense shows the findings, worst first", () => {
  const address = readAddress({ as: "nothing", sort: "colour", show: 7, q: ["x"] });
  expect(address.view).toBe("findings");
  expect(address.order).toEqual({ by: "severity", descending: true });
  expect(address.query).toBe("");
  expect(writeAddress(address)).toEqual({});
});

test("a query that is a number is still a query", () => {
  expect(readAddress({ q: 2026 }).query).toBe("2026");
});

test("all reports are no report", () => {
  expect(scopeOf("all", " fix:yes ")).toEqual({ reports: [], query: "fix:yes" });
  expect(scopeOf("r1", "").reports).toEqual(["r1"]);
});

test("sorting begins with what is worst or newest, and turns round at the second press", () => {
  const order = { by: "severity", descending: true } as const;
  expect(nextOrder(order, "package")).toEqual({ by: "package", descending: false });
  expect(nextOrder(order, "epss")).toEqual({ by: "epss", descending: true });
  expect(nextOrder(order, "severity")).toEqual({ by: "severity", descending: false });
});
