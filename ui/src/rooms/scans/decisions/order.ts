import type { DecisionView } from "@/contract";

/** What has expired comes first, then what expires next, then the newest. */
export function inOrder(decisions: DecisionView[]): DecisionView[] {
  const rank = (one: DecisionView) => (one.expired ? 0 : one.expires !== null ? 1 : 2);
  return decisions.toSorted((a, b) => {
    if (rank(a) !== rank(b)) return rank(a) - rank(b);
    if (rank(a) === 1 && a.expires !== b.expires) return (a.expires ?? "") < (b.expires ?? "") ? -1 : 1;
    return a.decided < b.decided ? 1 : -1;
  });
}
