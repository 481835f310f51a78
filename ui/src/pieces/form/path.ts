import type { FieldProblem, FieldValue } from "@/contract";

/** Keys from the root, positions of lists in decimal. */
export type Path = readonly string[];

/** What stands at `path`; `undefined` where nothing does. */
export function valueAt(value: unknown, path: Path): unknown {
  let at = value;
  for (const key of path) {
    if (typeof at !== "object" || at === null || !Object.hasOwn(at, key)) return undefined;
    at = (at as Record<string, unknown>)[key];
  }
  return at;
}

/** A scalar as it is written; `null` where there is none. */
export function textAt(value: unknown, path: Path): string | null {
  const at = valueAt(value, path);
  return typeof at === "string" || typeof at === "number" || typeof at === "boolean" ? String(at) : null;
}

/** The entries of a list; none where there is no list. */
export function listAt(value: unknown, path: Path): unknown[] {
  const at = valueAt(value, path);
  return Array.isArray(at) ? at : [];
}

/** A list of scalars. What is no scalar keeps its place as an empty text. */
export function textsAt(value: unknown, path: Path): string[] {
  return listAt(value, path).map((item) => textAt(item, []) ?? "");
}

/** A mapping of scalars, in the order of the file. */
export function entriesAt(value: unknown, path: Path): [string, string][] {
  const at = valueAt(value, path);
  if (typeof at !== "object" || at === null || Array.isArray(at)) return [];
  return Object.entries(at).map(([key, item]) => [key, textAt(item, []) ?? ""]);
}

/** One name for a path, whatever its keys hold. */
export function keyOfPath(path: Path): string {
  return JSON.stringify(path);
}

export function problemsAt(problems: FieldProblem[], path: Path): FieldProblem[] {
  return problems.filter(
    (one) => one.path.length === path.length && path.every((key, at) => one.path[at] === key),
  );
}

/** Those at `path` and at everything below it. */
export function problemsWithin(problems: FieldProblem[], path: Path): FieldProblem[] {
  return problems.filter((one) => path.every((key, at) => one.path[at] === key));
}

/** What a typed text is as a value: nothing when it is empty. */
export function orNothing(text: string): FieldValue | null {
  const trimmed = text.trim();
  return trimmed === "" ? null : trimmed;
}

/** A typed whole number; `null` when it is none. Digits may be grouped: `64,000` and `64 000`. */
export function wholeNumber(text: string): string | null {
  const trimmed = text.trim();
  const plain = /^\d{1,3}([ ,'’]\d{3})+$/.test(trimmed) ? trimmed.replaceAll(/[ ,'’]/g, "") : trimmed;
  return /^\d{1,15}$/.test(plain) ? plain.replace(/^0+(?=\d)/, "") : null;
}

/** `1 to 16,000` */
export function rangeWords(least: number, most: number): string {
  return `${least.toLocaleString("en")} to ${most.toLocaleString("en")}`;
}
