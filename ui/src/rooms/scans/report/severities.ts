import type { SeverityCounts } from "@/contract";

export interface SeverityKind {
  /** Inspector's word, as filters take it. */
  name: string;
  word: string;
  key: keyof SeverityCounts;
  /** Bars of the sign, of four. */
  bars: number;
  /** A custom property of `scans.module.css`. */
  colour: string;
}

/** Worst first. https://docs.aws.amazon.com/inspector/latest/user/findings-understanding-severity.html */
export const SEVERITIES: SeverityKind[] = [
  { name: "CRITICAL", word: "Critical", key: "critical", bars: 4, colour: "var(--critical)" },
  { name: "HIGH", word: "High", key: "high", bars: 3, colour: "var(--high)" },
  { name: "MEDIUM", word: "Medium", key: "medium", bars: 2, colour: "var(--medium)" },
  { name: "LOW", word: "Low", key: "low", bars: 1, colour: "var(--low)" },
  { name: "INFORMATIONAL", word: "Informational", key: "informational", bars: 0, colour: "var(--other)" },
  { name: "UNTRIAGED", word: "Untriaged", key: "untriaged", bars: 0, colour: "var(--other)" },
];

/** `CRITICAL` → `Critical`; a word nobody knows stays as it is. */
export function severityWord(name: string): string {
  return SEVERITIES.find((kind) => kind.name === name)?.word ?? name;
}
