import type { DecideRequest, DecisionList, DecisionMark, DecisionView, FindingRow } from "@/contract";

import { findingsOf } from "./findings";
import { rowsOf } from "./tables";

const NOW = "2026-11-23T07:00:00Z";

interface Held {
  view: DecisionView;
  matches: (row: FindingRow) => boolean;
}

/** The decisions of the invented workspace: one that holds, one that has expired, and what is decided from now on. */
export function fakeDecisions() {
  const sample = findingsOf("report-payments");
  let next = 1;
  const hold = (row: FindingRow, more: Partial<DecisionView>): Held => {
    const image = more.image === undefined ? (row.image.split(" ")[0] ?? null) : more.image;
    return {
      view: {
        decision: `decision-${next++}`,
        vulnerability: row.vulnerability,
        package: row.package,
        version: null,
        image,
        state: "accepted",
        justification: null,
        reason: "",
        author: "ada",
        decided: NOW,
        expires: null,
        expired: false,
        file: `vex/${image ?? "every-image"}.openvex.json`,
        findings: 2,
        query: `id:=${row.vulnerability} pkg:=${row.package}`,
        ...more,
      },
      matches: (other) =>
        other.vulnerability === row.vulnerability &&
        other.package === row.package &&
        (image === null || other.image.startsWith(image)),
    };
  };
  const first = (at: number) => sample[at] as FindingRow;
  let held: Held[] = [
    hold(first(5), {
      reason: "The service stands behind the load balancer; the package is gone with 2.1.0.",
      decided: "2026-10-02T09:00:00Z",
      expires: "2027-01-31T00:00:00Z",
    }),
    hold(first(8), {
      reason: "Wait for the kernel of the next golden image.",
      decided: "2026-08-02T09:00:00Z",
      expires: "2026-11-01T00:00:00Z",
      expired: true,
      author: "grace",
    }),
    hold(first(12), {
      state: "not_affected",
      justification: "vulnerable_code_not_in_execute_path",
      reason: "The converter is never called with that character set.",
      decided: "2026-09-14T09:00:00Z",
      image: null,
    }),
  ];
  const decorate = (row: FindingRow): FindingRow => {
    const one = held.find(({ matches }) => matches(row));
    if (!one) return row;
    const { decision, state, expires, expired } = one.view;
    const mark: DecisionMark = { decision, state, expires, expired };
    return { ...row, decision: mark };
  };
  return {
    decorate,
    viewFor: (row: FindingRow): DecisionView | null => held.find(({ matches }) => matches(row))?.view ?? null,
    list: (): DecisionList => ({
      decisions: held.map(({ view }) => view),
      problems: ["vex/search-api.openvex.json: statement 4 has no vulnerability"],
    }),
    decide: (request: DecideRequest) => {
      const { which, every_image } = request;
      const rows =
        "scope" in which
          ? rowsOf(which.scope, decorate)
          : which.findings.flatMap((id) => findingsOf(id.split("/")[0] ?? "").filter((row) => row.id === id));
      const made = rows.map((row) =>
        hold(row, {
          state: request.state,
          justification: request.justification,
          reason: request.reason,
          expires: request.expires && `${request.expires}T00:00:00Z`,
          ...(every_image ? { image: null } : {}),
          ...(request.this_version ? { version: row.installed } : {}),
        }),
      );
      held = [...made, ...held];
      return { statements: made.length, file: made[0]?.view.file ?? "vex/every-image.openvex.json" };
    },
    withdraw: (decision: string) => {
      const file = held.find(({ view }) => view.decision === decision)?.view.file ?? "";
      held = held.filter(({ view }) => view.decision !== decision);
      return { statements: 1, file };
    },
  };
}
