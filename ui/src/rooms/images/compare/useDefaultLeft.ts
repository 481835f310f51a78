import type { UseQueryResult } from "@tanstack/react-query";

import { useAsk, type CompareView, type Failure, type Side, type Sides } from "@/contract";

import { defaultLeft, isSame, leftCandidates, type Tried } from "./sides";

/** The left side to show while nobody has chosen one, found by trying; `none` when there is nothing to try. */
export function useDefaultLeft(
  recipe: string,
  sides: Sides,
  right: Side,
  wanted: boolean,
): { left: Side | null; none: boolean } {
  const candidates = leftCandidates(recipe, sides);
  const [first, second] = candidates;
  const one = useAsk(
    "compare.run",
    { left: first ?? right, right },
    { enabled: wanted && first !== undefined },
  );
  const other = useAsk(
    "compare.run",
    { left: second ?? right, right },
    { enabled: wanted && second !== undefined && ["same", "absent", "failed"].includes(howEnded(one)) },
  );
  if (!wanted) return { left: null, none: false };
  const tried = [howEnded(one), howEnded(other)];
  // A recipe that was never committed has commits all the same: those of its components and golden images.
  if (candidates.every((_, index) => tried[index] === "absent")) return { left: null, none: true };
  return { left: defaultLeft(candidates, tried), none: false };
}

function howEnded(query: UseQueryResult<CompareView, Failure>): Tried {
  if (query.data) return isSame(query.data.comparison) ? "same" : "differs";
  if (query.error) return query.error.code === "not_found" ? "absent" : "failed";
  return "waiting";
}
