import { useRemembered } from "@/parts/remembered";

import { ALL } from "../address";

/** The columns of the findings of one report, or of all of them; empty for the usual ones. */
export function useColumnChoice(report: string): [string[], (keys: string[]) => void] {
  return useRemembered<string[]>(`scans.columns.${report === ALL ? "all" : "one"}`, []);
}

/** The chosen columns with one shown or hidden; what is shown anew stands at the end. */
export function withColumn(shown: string[], key: string): string[] {
  // Without any there would be nothing to see, and no way to say so.
  if (shown.includes(key)) return shown.length === 1 ? shown : shown.filter((one) => one !== key);
  return [...shown, key];
}

export function withMoved(shown: string[], key: string, by: -1 | 1): string[] {
  const from = shown.indexOf(key);
  const to = from + by;
  if (from < 0 || to < 0 || to >= shown.length) return shown;
  const next = shown.filter((one) => one !== key);
  next.splice(to, 0, key);
  return next;
}
