// Facets change the text of a query: the text is all there is. Positions count characters, not UTF-16 units.

import type { QueryCompletion, QueryTerm } from "@/contract";

/** How a query holds a value: asked for, excluded, or not at all. */
export type Held = "in" | "out" | null;

const ALIASES: Record<string, string> = {
  cve: "id",
  vuln: "id",
  package: "pkg",
  exploited: "exploit",
  cvss: "score",
};

const keyOf = (term: QueryTerm): string | null => {
  const key = term.key?.toLowerCase() ?? null;
  return key === null ? null : (ALIASES[key] ?? key);
};

const plain = (value: string): string => value.replaceAll('"', "").toLowerCase();

/** `>=high` and `7..9` are no lists that a value could be added to. */
const isList = (values: string[]): boolean => values.every((value) => !/^[<>]|\.\./.test(value));

/** What stands behind the colon, cut at the commas outside of quotes. */
function rawValues(text: string): string[] {
  return text.match(/(?:"(?:\\.|[^"])*"|[^,])+/g) ?? [];
}

interface Place {
  start: number;
  end: number;
  head: string;
  values: string[];
}

function placesOf(chars: string[], terms: QueryTerm[], key: string, negated: boolean): Place[] {
  return terms
    .filter((term) => term.top && term.negated === negated && keyOf(term) === key)
    .map(({ start, end }) => {
      const text = chars.slice(start, end).join("");
      const colon = text.indexOf(":") + 1;
      return { start, end, head: text.slice(0, colon), values: rawValues(text.slice(colon)) };
    })
    .filter(({ values }) => isList(values));
}

/** Whether the top of a query asks for a value, or excludes it. */
export function heldBy(text: string, terms: QueryTerm[], key: string, value: string): Held {
  const chars = [...text];
  const has = (negated: boolean) =>
    placesOf(chars, terms, key, negated).some(({ values }) =>
      values.some((one) => plain(one) === plain(value)),
    );
  return has(false) ? "in" : has(true) ? "out" : null;
}

/** The query with the value asked for (`in`) or excluded (`out`); without it, if it is held like that already. */
export function toggled(
  text: string,
  terms: QueryTerm[],
  key: string,
  value: string,
  how: "in" | "out",
): string {
  const before = heldBy(text, terms, key, value);
  const rest = before === null ? text : without(text, terms, key, value);
  if (before === how) return rest;
  // After taking the value out of the other side, the places have moved: what is added stands at the end.
  if (before !== null) return joined(rest, `${how === "out" ? "-" : ""}${key}:${quoted(value)}`);
  const chars = [...text];
  const [place] = placesOf(chars, terms, key, how === "out");
  if (!place) return joined(text, `${how === "out" ? "-" : ""}${key}:${quoted(value)}`);
  const values = [...place.values, quoted(value)].join(",");
  return replaced(chars, place.start, place.end, place.head + values);
}

/** The query without a value at its top, wherever it stands there. */
function without(text: string, terms: QueryTerm[], key: string, value: string): string {
  const chars = [...text];
  const places = [...placesOf(chars, terms, key, false), ...placesOf(chars, terms, key, true)];
  // From the end, so that the places before stay where they are.
  return places
    .toSorted((a, b) => b.start - a.start)
    .reduce((now, { start, end, head, values }) => {
      const left = values.filter((one) => plain(one) !== plain(value));
      if (left.length === values.length) return now;
      if (left.length > 0) return replaced([...now], start, end, head + left.join(","));
      return removed([...now], start, end);
    }, text);
}

function replaced(chars: string[], start: number, end: number, by: string): string {
  return [...chars.slice(0, start), by, ...chars.slice(end)].join("");
}

/** Without a term, and without the `-` or `not` that stands before it. */
function removed(chars: string[], start: number, end: number): string {
  const before = chars.slice(0, start).join("");
  const after = chars.slice(end).join("");
  return `${before.replace(/(?:-|(?<![^\s(])not\s+)$/i, "").trimEnd()} ${after.trimStart()}`.trim();
}

/** The query without one of its terms. */
export function withoutTerm(text: string, { start, end }: QueryTerm): string {
  return removed([...text], start, end);
}

/** Both: what the query asks for, and what `more` asks for. */
export function joined(text: string, more: string): string {
  const trimmed = text.trim();
  if (trimmed === "" || more.trim() === "") return trimmed || more.trim();
  return `${/(?:^|[\s)])or(?:$|[\s(])/i.test(trimmed) ? `(${trimmed})` : trimmed} ${more.trim()}`;
}

/** In quotes where a blank or a bracket would end it; the `=` of an exact text stands before them. */
function quoted(value: string): string {
  if (!/[\s(),]/.test(value) || value.includes('"')) return value;
  return value.startsWith("=") ? `="${value.slice(1)}"` : `"${value}"`;
}

/**
 * The text after taking what was offered for the text `of`, with the place behind it in UTF-16 units. What was typed
 * since counts, where the offer begins with it; `null` where the offer makes no sense any more.
 */
export function completed(
  offer: QueryCompletion,
  of: string,
  now: string,
): { text: string; cursor: number } | null {
  const chars = [...of];
  const before = chars.slice(0, offer.start).join("");
  const after = chars.slice(offer.end).join("");
  if (of !== now) {
    if (!now.startsWith(before) || !now.slice(before.length).endsWith(after)) return null;
    const typed = now.slice(before.length, now.length - after.length);
    if (!offer.text.toLowerCase().startsWith(typed.toLowerCase())) return null;
  }
  const head = before + offer.text;
  return { text: head + after, cursor: head.length };
}

export interface Mark {
  text: string;
  /** A term, what is wrong, or what stands between. */
  kind: "term" | "word" | "not" | "error" | "rest";
}

/** The text cut into what is drawn behind it; a part that is wrong wins over the term it is in. */
export function marksOf(
  text: string,
  terms: QueryTerm[],
  error: { start: number; end: number } | null,
): Mark[] {
  const chars = [...text];
  const kinds: Mark["kind"][] = chars.map(() => "rest");
  const paint = (start: number, end: number, kind: Mark["kind"]) => {
    for (let at = Math.max(0, start); at < Math.min(end, chars.length); at += 1) kinds[at] = kind;
  };
  const starts = new Set<number>();
  for (const { start, end, key, negated } of terms) {
    paint(start, end, negated ? "not" : key === null ? "word" : "term");
    starts.add(start);
  }
  if (error) paint(error.start, error.end, "error");
  const marks: Mark[] = [];
  chars.forEach((char, at) => {
    const last = marks.at(-1);
    const kind = kinds[at] ?? "rest";
    if (last && last.kind === kind && !starts.has(at)) last.text += char;
    else marks.push({ text: char, kind });
  });
  return marks;
}
