import type { Comparison, Side, SideAt, Sides } from "@/contract";

/** A state that can stand on one side of a comparison, as a picker lists it. */
export interface SideChoice {
  key: string;
  side: Side;
  title: string;
  /** At the end of the line. */
  note?: string | undefined;
  /** Below the title. */
  about?: string | undefined;
}

export interface SideGroup {
  title: string;
  choices: SideChoice[];
}

export const files = (recipe: string): Side => ({ recipe, at: { at: "workspace" } });
export const commit = (recipe: string, revision: string): Side => ({ recipe, at: { at: "git", revision } });
export const published = (recipe: string, version: string | null): Side => ({
  recipe,
  at: { at: "aws", version },
});

/** One text for one state. */
export function keyOfSide(side: Side): string {
  return `${keyOfState(side.at)} of ${side.recipe}`;
}

function keyOfState(at: SideAt): string {
  switch (at.at) {
    case "workspace":
      return "files";
    case "git":
      return `git ${at.revision}`;
    case "aws":
      return `aws ${at.version ?? ""}`;
  }
}

/** The state in a few words; the recipe is named when it is not `recipe`. */
export function labelOf(side: Side, recipe: string): string {
  const state = stateLabel(side.at);
  return side.recipe === recipe ? state : `${side.recipe}, ${state}`;
}

function stateLabel(at: SideAt): string {
  switch (at.at) {
    case "workspace":
      return "files now";
    case "git":
      return shortRevision(at.revision);
    case "aws":
      return at.version === null ? "newest in AWS" : `${at.version} in AWS`;
  }
}

/** Ids are cut as Git cuts them; names stay whole. */
export function shortRevision(revision: string): string {
  return /^[0-9a-f]{12,64}$/.test(revision) ? revision.slice(0, 8) : revision;
}

/** States on the left that are worth a look, most wanted first: the last commit, then what AWS holds. */
export function leftCandidates(recipe: string, sides: Sides): Side[] {
  const newest = sides.published[0];
  return [
    ...(sides.revisions.length > 0 ? [commit(recipe, "HEAD")] : []),
    ...(newest ? [published(recipe, newest.version)] : []),
  ];
}

/** How a try at a comparison ended; `absent` where that state holds no such recipe. */
export type Tried = "differs" | "same" | "absent" | "failed" | "waiting";

/**
 * The left side that is shown while nobody has chosen one: the first candidate that differs from the files, or the
 * first one when none does. `null` while that is not known, and when there is no candidate.
 */
export function defaultLeft(candidates: Side[], tried: Tried[]): Side | null {
  for (const [index, candidate] of candidates.entries()) {
    const how = tried[index] ?? "waiting";
    if (how === "waiting") return null;
    if (how === "differs") return candidate;
  }
  return candidates[Math.max(0, tried.indexOf("same"))] ?? null;
}

/** Whether both states are the same in everything that is compared. */
export function isSame(comparison: Comparison): boolean {
  return (
    comparison.layers.length === 0 &&
    comparison.fields.length === 0 &&
    comparison.effects.length === 0 &&
    comparison.left.version === comparison.right.version &&
    comparison.left.parent_image === comparison.right.parent_image
  );
}

/**
 * What a picker offers for `query`, whose words must all occur. What is typed is offered as a revision when it may be
 * one: branches and tags are not listed.
 */
export function sideGroups(
  recipe: string,
  sides: Sides,
  query: string,
  at: (time: string) => string,
): SideGroup[] {
  const words = query.toLowerCase().split(/\s+/).filter(Boolean);
  const keep = (choice: SideChoice) => {
    const text = `${choice.title} ${choice.note ?? ""} ${choice.about ?? ""} ${choice.key}`.toLowerCase();
    return words.every((word) => text.includes(word));
  };
  const choice = (side: Side, title: string, note?: string, about?: string): SideChoice => ({
    key: keyOfSide(side),
    side,
    title,
    note,
    about,
  });
  const groups: SideGroup[] = [
    {
      title: "This recipe",
      choices: [
        choice(files(recipe), "Files now", undefined, "As shown, edits that are not saved included"),
        ...(sides.revisions.length > 0
          ? [choice(commit(recipe, "HEAD"), "HEAD", undefined, "The last commit of this branch")]
          : []),
      ],
    },
    {
      title: "In AWS, as last read",
      choices: sides.published.map((one) =>
        choice(published(recipe, one.version), one.version, one.at === null ? undefined : at(one.at)),
      ),
    },
    {
      title: "Commits that touch it",
      choices: sides.revisions.map((one) =>
        choice(commit(recipe, one.id), one.summary, shortRevision(one.id), `${one.author}, ${at(one.at)}`),
      ),
    },
    {
      title: "Another recipe",
      choices: sides.recipes.map((other) => choice(files(other), other, "files now")),
    },
  ].map((group) => ({ ...group, choices: group.choices.filter(keep) }));
  const typed = query.trim();
  if (mayBeRevision(typed) && typed !== "HEAD") {
    groups.push({
      title: "Git",
      choices: [choice(commit(recipe, typed), typed, undefined, "As a branch, a tag or a commit")],
    });
  }
  return groups.filter((group) => group.choices.length > 0);
}

/** Whether Git could take `text` as one revision: https://git-scm.com/docs/git-check-ref-format */
export function mayBeRevision(text: string): boolean {
  return text !== "" && !text.startsWith("-") && !/[\s\\?*[\p{Cc}]/u.test(text) && !text.includes("..");
}
