import type { ImportedFile, ImportSummary, JobState } from "@/contract";

/** How a file went: everything was read, a part, or nothing. */
export type Tone = "all" | "some" | "none";

const SNAPSHOT = /kev|epss/i;

/** A snapshot is no report, and still something that was read. */
const wasRead = (file: ImportedFile): boolean =>
  file.report !== null || (file.format !== null && (file.imported > 0 || SNAPSHOT.test(file.format)));

export function toneOf(file: ImportedFile): Tone {
  if (!wasRead(file)) return "none";
  return file.error !== null || file.rejected_total > 0 ? "some" : "all";
}

export interface Sums {
  files: number;
  /** Files of which not everything was read. */
  problems: number;
  rows: number;
  packages: number;
  new: number;
  changed: number;
  closed: number;
  rejected: number;
}

export function sumsOf(files: ImportedFile[]): Sums {
  const sums: Sums = {
    files: files.length,
    problems: 0,
    rows: 0,
    packages: 0,
    new: 0,
    changed: 0,
    closed: 0,
    rejected: 0,
  };
  for (const file of files) {
    if (toneOf(file) !== "all") sums.problems += 1;
    sums.rows += file.rows;
    sums.packages += file.packages;
    sums.new += file.new;
    sums.changed += file.changed;
    sums.closed += file.closed;
    sums.rejected += file.rejected_total;
  }
  return sums;
}

const count = (number: number, one: string, many: string): string =>
  number === 1 ? `1 ${one}` : `${number.toLocaleString("en")} ${many}`;

export function titleOf(state: JobState, outcome: ImportSummary | undefined): string {
  if (state === "cancelled") return "The import was cancelled";
  if (state !== "succeeded") return "The import ended early";
  if (outcome === undefined) return "Imported";
  const read = outcome.files.filter((file) => toneOf(file) !== "none").length;
  if (read === 0) return "Nothing was imported";
  return outcome.files.length === 1 ? "Imported" : `Imported ${count(read, "file", "files")}`;
}

/** What came of a file, or of all: findings, packages, what changed. */
export function wordsOf(of: Pick<Sums, "rows" | "packages" | "new" | "changed" | "closed">): string {
  const words: string[] = [];
  if (of.rows > 0 || of.packages === 0) words.push(count(of.rows, "finding", "findings"));
  if (of.packages > 0) words.push(count(of.packages, "package", "packages"));
  const changes = (["new", "changed", "closed"] as const)
    .filter((kind) => of[kind] > 0)
    .map((kind) => `${of[kind].toLocaleString("en")} ${kind}`);
  words.push(changes.length > 0 ? changes.join(", ") : "nothing new");
  return words.join(" · ");
}

/** What came of one file. */
export function fileWords(file: ImportedFile): string {
  if (file.report === null) {
    const list = /kev/i.test(file.format ?? "") ? "KEV" : /epss/i.test(file.format ?? "") ? "EPSS" : "list";
    return `${list}: ${count(file.entries, "entry", "entries")}, joined with the findings`;
  }
  const words = `${wordsOf(file)} · from ${file.imported.toLocaleString("en")} of ${count(file.entries, "entry", "entries")}`;
  return file.repeated === 0 ? words : `${words} · ${file.repeated.toLocaleString("en")} said twice`;
}
