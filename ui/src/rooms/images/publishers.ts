import type { Origin, ParentChoice } from "@/contract";

const AMAZON = "Amazon";

/**
 * Images by where they come from, in the order of `titles`. What AWS offers to everybody is told apart by who
 * publishes it, Amazon first: an image of Canonical's is not Amazon's for being found there.
 */
export function byOrigin(
  parents: ParentChoice[],
  titles: [Origin, string][],
): { title: string; parents: ParentChoice[] }[] {
  return titles
    .flatMap(([origin, title]) => {
      const some = parents.filter((parent) => parent.origin === origin);
      return origin === "amazon" ? byPublisher(some) : [{ title, parents: some }];
    })
    .filter((group) => group.parents.length > 0);
}

function byPublisher(parents: ParentChoice[]) {
  const of = (parent: ParentChoice) => parent.owner ?? AMAZON;
  const others = [...new Set(parents.map(of))].filter((publisher) => publisher !== AMAZON).toSorted();
  return [AMAZON, ...others].map((publisher) => ({
    title: `From ${publisher}`,
    parents: parents.filter((parent) => of(parent) === publisher),
  }));
}
