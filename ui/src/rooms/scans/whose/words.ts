import type { SeverityCounts } from "@/contract";

import { SEVERITIES } from "../report/severities";

/** `3 critical, 21 high`; the two worst there are, and how many more. */
export function worstWords(counts: SeverityCounts): string {
  const some = SEVERITIES.filter(({ key }) => counts[key] > 0);
  const rest = some.slice(2).reduce((sum, { key }) => sum + counts[key], 0);
  const words = some
    .slice(0, 2)
    .map(({ key, word }) => `${counts[key].toLocaleString("en")} ${word.toLowerCase()}`);
  if (rest > 0) words.push(`${rest.toLocaleString("en")} less severe`);
  return words.length === 0 ? "none" : words.join(", ");
}
