import type { Origin, ParentChoice } from "@/contract";
import type { ListedChoice } from "@/parts/ChoiceList";
import { fits } from "@/pieces/ListFilter";

import { byOrigin } from "../publishers";

/** Images that are listed before one narrows them. */
const MOST = 120;

const TITLES: [Origin, string][] = [
  ["workspace", "Golden images and others of this workspace"],
  ["shared", "Shared with me"],
  ["account", "In this account"],
  ["amazon", "From Amazon"],
  ["marketplace", "From AWS Marketplace"],
  ["unknown", "Others"],
];

export interface ParentGroups {
  groups: { title: string; choices: ListedChoice[] }[];
  /** The keys of all choices in the order they are listed. */
  keys: string[];
  more: number;
}

/** What `parentImage` takes besides a recipe of the workspace (imagebuilder/2019-12-02, CreateImageRecipe). */
const WRITTEN = /^(?:ami-[0-9a-f]{8,17}|ssm:\S+|prod-\w+|arn:aws[^:]*:imagebuilder:\S+|ImageRecipe\/\S+)$/;

/** Images to stand on that answer the search, by where they come from; an id or ARN can be given as it is. */
export function parentGroups(parents: ParentChoice[], query: string): ParentGroups {
  const typed = query.trim();
  const found = parents.filter((parent) =>
    fits(
      query,
      parent.label,
      parent.reference,
      parent.owner,
      parent.os,
      parent.architecture,
      parent.platform,
    ),
  );
  const shown = found.slice(0, MOST);
  const groups = byOrigin(shown, TITLES).map((group) => ({
    title: group.title,
    choices: group.parents.map(choiceOf),
  }));
  if (WRITTEN.test(typed) && !parents.some((parent) => parent.reference === typed))
    groups.unshift({ title: "As typed", choices: [{ key: typed, title: typed }] });
  return {
    groups,
    keys: groups.flatMap((group) => group.choices.map((choice) => choice.key)),
    more: found.length - shown.length,
  };
}

function choiceOf(parent: ParentChoice): ListedChoice {
  const about = [
    parent.os ?? parent.platform,
    parent.architecture,
    parent.owner,
    parent.layers !== null && `${parent.layers} ${parent.layers === 1 ? "layer" : "layers"}`,
  ];
  return {
    key: parent.reference,
    title: parent.label,
    note: parent.version ?? undefined,
    about: about.filter(Boolean).join(" · "),
  };
}

/** The recipe of the workspace that a reference names. */
export function recipeOf(reference: string): string | null {
  return /^ImageRecipe\/([^/]+)/.exec(reference)?.[1] ?? null;
}

/** What stands for a recipe of the workspace among the choices. */
export function referenceTo(recipe: string, parents: ParentChoice[]): string {
  return (
    parents.find((parent) => recipeOf(parent.reference) === recipe)?.reference ??
    `ImageRecipe/${recipe}/x.x.x`
  );
}
