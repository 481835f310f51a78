import type { FindingRow, QueryCompletion, QueryError, QueryTerm, QueryView } from "@/contract";

type Test = (row: FindingRow) => boolean;

export interface Parsed {
  terms: QueryTerm[];
  error: QueryError | null;
  /** Whether a row is met; the top terms of `except` are left out. */
  test: (row: FindingRow, except?: string) => boolean;
}

const yes = (value: boolean | null) => (value === null ? "?" : value ? "yes" : "no");

/** What a facet or a term of a key looks at; several words where any of them will do. */
export const LOOKS: Record<string, (row: FindingRow) => string[]> = {
  severity: (row) => [row.severity.toLowerCase()],
  fix: (row) => [yes(row.fix_available)],
  kev: (row) => [yes(row.kev)],
  exploit: (row) => [yes(row.exploited)],
  layer: (row) => [row.layer],
  status: (row) => {
    const decided = row.decision && !row.decision.expired && row.decision.state;
    const open = (row.status === null || row.status === "ACTIVE") && (!decided || decided === "in_triage");
    return [...(open ? ["open"] : []), ...(decided ? [decided] : []), row.status?.toLowerCase() ?? "?"];
  },
  type: (row) => [row.package_manager ?? "?"],
  scanner: (row) => [row.scanner],
  pkg: (row) => [row.package],
  image: (row) => [row.image],
  id: (row) => [row.vulnerability],
  origin: (row) => [row.origin ?? "?"],
  path: (row) => [row.path ?? "?"],
};

const NUMBERS: Record<string, (row: FindingRow) => number | null> = {
  epss: (row) => row.epss,
  score: (row) => row.score,
  age: (row) =>
    (row.first_seen && (Date.parse("2026-11-23") - Date.parse(row.first_seen)) / 86_400_000) || null,
};

const HELP: Record<string, string> = {
  severity: "critical, high, medium, low, informational, untriaged",
  fix: "whether the package has a fix: yes, no, ?",
  kev: "in CISA's catalog of exploited vulnerabilities",
  exploit: "an exploit is known",
  epss: "exploit prediction, 0 to 1: >0.5",
  score: "the scanner's score, 0 to 10: >=7",
  age: "since it was first seen: >30d",
  layer: "golden, overlay, unknown",
  status: "open, suppressed, accepted, expired …",
  pkg: "the package; * stands for any text",
  id: "the vulnerability: CVE-2026-*",
  image: "the image",
  origin: "the golden build or the component",
  scanner: "inspector, trivy, grype, qualys",
  type: "the package manager",
  path: "the file it was found in",
};

const VALUES: Record<string, string[]> = {
  severity: ["critical", "high", "medium", "low", "informational", "untriaged"],
  fix: ["yes", "no", "?"],
  kev: ["yes", "no", "?"],
  exploit: ["yes", "no", "?"],
  layer: ["golden", "overlay", "unknown"],
  status: [
    "open",
    "suppressed",
    "closed",
    "in_triage",
    "not_affected",
    "false_positive",
    "accepted",
    "expired",
  ],
  scanner: ["inspector", "trivy", "grype", "qualys"],
  pkg: ["openssl", "linux-aws", "glibc", "nginx"],
};

const TOKEN = /\s*(?:(\()|(\))|(-?(?:[a-z]+:)?(?:"[^"]*"|[^\s()"])+))/y;

/** A small reader of the query language, good enough for invented data. */
export function parse(text: string): Parsed {
  const terms: QueryTerm[] = [];
  let error: QueryError | null = null;
  const tokens: { kind: "(" | ")" | "or" | "not" | "term"; text: string; start: number; end: number }[] = [];
  TOKEN.lastIndex = 0;
  for (let hit = TOKEN.exec(text); hit; hit = TOKEN.exec(text)) {
    const word = hit[1] ?? hit[2] ?? hit[3] ?? "";
    const kind = hit[1]
      ? "("
      : hit[2]
        ? ")"
        : word.toLowerCase() === "or"
          ? "or"
          : word === "not"
            ? "not"
            : "term";
    tokens.push({ kind, text: word, start: TOKEN.lastIndex - word.length, end: TOKEN.lastIndex });
  }
  const flat = !tokens.some(({ kind }) => kind === "or");
  let at = 0;
  const tops: { key: string | null; test: Test }[] = [];
  const any = (depth: number): Test => {
    const ways: Test[] = [all(depth)];
    while (tokens[at]?.kind === "or") {
      at += 1;
      ways.push(all(depth));
    }
    return (row) => ways.some((way) => way(row));
  };
  const all = (depth: number): Test => {
    const needs: Test[] = [];
    for (let token = tokens[at]; token && token.kind !== ")" && token.kind !== "or"; token = tokens[at]) {
      const negated = token.kind === "not";
      if (negated) at += 1;
      const next = tokens[at];
      if (!next) break;
      at += 1;
      let test: Test;
      let key: string | null = null;
      if (next.kind === "(") {
        test = any(depth + 1);
        if (tokens[at]?.kind === ")") at += 1;
      } else {
        const minus = next.text.startsWith("-") && next.text.length > 1;
        const term = one(
          next.text.slice(minus ? 1 : 0),
          next.start,
          next.end,
          negated || minus,
          depth === 0 && flat,
        );
        key = term.key;
        test = minus ? (row) => !term.test(row) : term.test;
      }
      const whole: Test = negated ? (row) => !test(row) : test;
      needs.push(whole);
      if (depth === 0 && flat) tops.push({ key, test: whole });
    }
    return (row) => needs.every((need) => need(row));
  };
  const one = (word: string, start: number, end: number, negated: boolean, top: boolean) => {
    const colon = word.indexOf(":");
    const key = colon > 0 && !word.startsWith('"') ? word.slice(0, colon) : null;
    const raw = key === null ? [word] : word.slice(colon + 1).split(",");
    const values = raw.map((value) => value.replaceAll('"', "")).filter((value) => value !== "");
    terms.push({
      start,
      end,
      key,
      values,
      negated,
      top,
      meaning:
        key === null ? `has “${values[0]}”` : `${key} is ${negated ? "not " : ""}${values.join(" or ")}`,
    });
    return { key, test: key === null ? words(values[0] ?? "") : conditionOf(key, values, start, end) };
  };
  const conditionOf = (key: string, values: string[], start: number, end: number): Test => {
    const looks = LOOKS[key];
    const number = NUMBERS[key];
    if (number) return (row) => values.some((value) => compare(number(row), value));
    if (!looks) {
      error ??= {
        start,
        end,
        message: `there is no \`${key}\` to ask for`,
        hint: "did you mean `severity`?",
      };
      return () => true;
    }
    const allowed = key === "pkg" ? undefined : VALUES[key];
    const wrong = values.find((value) => allowed && !allowed.includes(value) && !/^[>?]/.test(value));
    if (wrong) {
      error ??= { start, end, message: `\`${wrong}\` is no ${key}`, hint: `use ${allowed?.join(", ")}` };
      return () => true;
    }
    return (row) =>
      looks(row).some((have) => values.some((value) => fits(have, value, allowed !== undefined)));
  };
  const whole = any(0);
  return {
    terms,
    error,
    test: (row, except) =>
      flat ? tops.every((top) => (except !== undefined && top.key === except) || top.test(row)) : whole(row),
  };
}

const words = (word: string): Test => {
  const lower = word.toLowerCase();
  return (row) => `${row.vulnerability} ${row.package} ${row.title}`.toLowerCase().includes(lower);
};

function fits(have: string, want: string, exactly: boolean): boolean {
  const [a, b] = [have.toLowerCase(), want.toLowerCase()];
  if (b.startsWith("=")) return a === b.slice(1);
  if (exactly || b === "?") return a === b;
  return b.endsWith("*") ? a.startsWith(b.slice(0, -1)) : a.includes(b);
}

function compare(have: number | null, want: string): boolean {
  if (have === null) return want === "?";
  const [, sign, bound] = /^(>=|<=|>|<)?([\d.]+)d?$/.exec(want) ?? [];
  const number = Number(bound);
  if (sign === ">") return have > number;
  if (sign === ">=") return have >= number;
  if (sign === "<") return have < number;
  return sign === "<=" ? have <= number : have === number;
}

export function queryView(text: string, cursor: number | null): QueryView {
  const { terms, error } = parse(text);
  return { terms, error, completions: cursor === null ? [] : completions(text, cursor) };
}

function completions(text: string, cursor: number): QueryCompletion[] {
  const before = text.slice(0, cursor);
  const word = /[^\s()]*$/.exec(before)?.[0] ?? "";
  const start = cursor - word.length;
  const bare = word.replace(/^-/, "");
  const colon = bare.indexOf(":");
  if (colon < 0) {
    return Object.entries(HELP)
      .filter(([key]) => key.startsWith(bare))
      .map(([key, detail]) => ({
        start: start + word.length - bare.length,
        end: cursor,
        text: `${key}:`,
        detail,
      }));
  }
  const last =
    bare
      .slice(colon + 1)
      .split(",")
      .at(-1) ?? "";
  return (VALUES[bare.slice(0, colon)] ?? [])
    .filter((value) => value.startsWith(last) && value !== last)
    .map((value) => ({ start: cursor - last.length, end: cursor, text: value, detail: null }));
}
