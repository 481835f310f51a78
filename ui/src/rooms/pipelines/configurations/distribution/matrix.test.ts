import { expect, test } from "vitest";

import type { AccountView, FieldEdit } from "@/contract";

import {
  columnsOf,
  countsOf,
  editsOf,
  groupsOf,
  holds,
  newRegion,
  possible,
  whoOf,
  type Who,
} from "./matrix";

const account = (id: string, ou_path = "Workloads", status = "ACTIVE"): AccountView => ({
  account: id,
  name: `name-${id.slice(-2)}`,
  email: null,
  status,
  ou_path,
});
const [A, B, C] = ["111111111111", "222222222222", "333333333333"] as const;
const UNIT = "arn:aws:organizations::111122223333:ou/o-a1b2c3d4e5/ou-ab12-cdef3456";
const value = {
  distributions: [
    {
      region: "eu-west-1",
      amiDistributionConfiguration: {
        name: "web-{{ imagebuilder:buildDate }}",
        kmsKeyId: "alias/x",
        targetAccountIds: [A],
        launchPermission: { userIds: [A, B, C], organizationalUnitArns: [UNIT] },
      },
    },
    { region: "eu-central-1", amiDistributionConfiguration: { name: "web" } },
    {
      region: "us-east-1",
      containerDistributionConfiguration: { targetRepository: { service: "ECR", repositoryName: "web" } },
    },
  ],
};
const columns = columnsOf(value);
const who = (id: string): Who => ({ kind: "account", id });
const wish = (id: string, on: boolean, column = 0) => ({
  column,
  who: who(id),
  means: "launch" as const,
  on,
});

/** As the workbench carries edits out: one after the other. */
function carriedOut(list: string[], edits: FieldEdit[]): string[] {
  const result = [...list];
  for (const { path, value: wanted } of edits) {
    const at = Number(path.at(-1));
    if (wanted === null) result.splice(at, 1);
    else result[at] = String(wanted);
  }
  return result;
}

test("a cell says who may launch and who gets a copy", () => {
  const [first, second] = columns;
  if (!first || !second) throw new Error("no columns");
  expect(holds(first, who(A), "launch")).toBe(true);
  expect(holds(first, who(A), "copy")).toBe(true);
  expect(holds(first, who(B), "copy")).toBe(false);
  expect(holds(second, who(A), "launch")).toBe(false);
  expect(holds(first, { kind: "unit", id: UNIT }, "launch")).toBe(true);
  expect(countsOf(first)).toEqual({ launch: 4, copy: 1 });
});

test("units get no copies, and where a container goes there is nothing to share", () => {
  expect(possible(columns[0]!, { kind: "unit", id: UNIT }, "copy")).toBe(false);
  expect(possible(columns[2]!, who(A), "launch")).toBe(false);
});

test("taking several away and adding others at once leaves exactly what is wanted", () => {
  const edits = editsOf(columns, [wish(A, false), wish(C, false), wish("444444444444", true), wish(B, true)]);
  expect(carriedOut([A, B, C], edits)).toEqual([B, "444444444444"]);
  expect(
    edits.every((edit) => edit.path.join(".").startsWith("distributions.0.amiDistributionConfiguration")),
  ).toBe(true);
});

test("wishes for two Regions stay apart, and a wish that is fulfilled makes no edit", () => {
  expect(editsOf(columns, [wish(A, true)])).toEqual([]);
  expect(editsOf(columns, [wish(A, true, 1)])).toEqual([
    {
      path: ["distributions", "1", "amiDistributionConfiguration", "launchPermission", "userIds", "0"],
      value: A,
    },
  ]);
});

test("what the cache does not know is kept and said, and groups follow the units", () => {
  const groups = groupsOf(columns, [account(A), account(B, "Security", "SUSPENDED")], []);
  expect(groups.map((group) => group.title)).toEqual([
    "Organisational units",
    "Not among the targets",
    "Security",
    "Workloads",
  ]);
  expect(groups[1]?.rows).toMatchObject([{ who: { id: C }, warning: "not in the targets cache" }]);
  expect(groups[2]?.rows[0]?.warning).toBe("suspended");
});

test("a row can be added by hand before anything is ticked in it", () => {
  const groups = groupsOf([], [], [{ kind: "unit", id: UNIT }, who(A)]);
  expect(groups.map((group) => group.rows[0]?.who.id)).toEqual([UNIT, A]);
  expect(whoOf(" 1111-1111-1111 ")).toEqual(who(A));
  expect(whoOf(UNIT)).toEqual({ kind: "unit", id: UNIT });
  expect(whoOf("arn:aws:organizations::111122223333:organization/o-a1b2c3d4e5")?.kind).toBe("organisation");
  expect(whoOf("12345")).toBeNull();
});

test("a Region that is added takes the name but never the key of the first one", () => {
  const edit = newRegion(value, "eu-north-1", columns[0]);
  expect(edit.path).toEqual(["distributions", "3"]);
  expect(edit.value).toEqual({
    region: "eu-north-1",
    amiDistributionConfiguration: {
      name: "web-{{ imagebuilder:buildDate }}",
      launchPermission: { userIds: [A, B, C], organizationalUnitArns: [UNIT] },
    },
  });
});

test("500 accounts in ten Regions can be taken out of one at once", () => {
  const many = Array.from({ length: 500 }, (_, at) =>
    account(String(100_000_000_000 + at), `Unit ${at % 20}`),
  );
  const ids = many.map((one) => one.account);
  const wide = columnsOf({
    distributions: Array.from({ length: 10 }, (_, at) => ({
      region: `r-${at}`,
      amiDistributionConfiguration: { launchPermission: { userIds: ids } },
    })),
  });
  const wishes = ids.map((id) => wish(id, false, 3));
  expect(carriedOut(ids, editsOf(wide, wishes))).toEqual([]);
  expect(groupsOf(wide, many, []).reduce((sum, group) => sum + group.rows.length, 0)).toBe(500);
});
