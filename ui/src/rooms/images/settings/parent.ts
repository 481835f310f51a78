import type { Origin, ParentChoice } from "@/contract";

import { byOrigin } from "../publishers";

/** A reference to an image in its two parts. */
export interface ParentReference {
  /** Everything before the version, with the slash. */
  stem: string;
  /** `1.8.0`, `1.x.x`, `1.8.0/3`; `null` where the workspace's own version is followed. */
  version: string | null;
}

/** A reference to a recipe or an Image Builder image; `null` for an AMI, a parameter or a product, which have no version. */
export function parentReference(reference: string): ParentReference | null {
  const found =
    /^(ImageRecipe\/[^/]+)(?:\/(.+))?$/.exec(reference) ??
    /^(arn:aws[^:]*:imagebuilder:[^:]*:[^:]*:image\/[^/]+)(?:\/(.+))?$/.exec(reference);
  const [, stem, version] = found ?? [];
  return stem === undefined ? null : { stem, version: version ?? null };
}

/** What a reference could follow, given the version that it leads to now: pinned first, then wider and wider. */
export function followings(
  { stem, version }: ParentReference,
  resolved: string | null,
): { key: string; label: string; note: string }[] {
  const numbers = resolved === null ? null : /^(\d+)\.(\d+)\.\d+$/.exec(resolved);
  const choices: { key: string; label: string; note: string }[] = [];
  if (numbers && resolved !== null) {
    choices.push(
      { key: resolved, label: resolved, note: "pinned: nothing moves until somebody edits it" },
      { key: `${numbers[1]}.${numbers[2]}.x`, label: `${numbers[1]}.${numbers[2]}.x`, note: "its patches" },
      { key: `${numbers[1]}.x.x`, label: `${numbers[1]}.x.x`, note: "its minor versions" },
    );
  }
  choices.push({ key: "x.x.x", label: "x.x.x", note: "whatever is newest" });
  if (stem.startsWith("ImageRecipe/")) {
    choices.push({ key: "", label: "the workspace's version", note: "what its file says" });
  }
  const written = version ?? "";
  if (!choices.some((choice) => choice.key === written)) {
    choices.unshift({
      key: written,
      label: written === "" ? "no version" : written,
      note: written.includes("x") ? "a wildcard" : "pinned",
    });
  }
  return choices;
}

/** The choice whose image a reference means, whatever version it asks for. */
export function choiceOf(reference: string, choices: ParentChoice[]): ParentChoice | undefined {
  const exact = choices.find((choice) => choice.reference === reference);
  const stem = parentReference(reference)?.stem;
  return (
    exact ??
    (stem === undefined
      ? undefined
      : choices.find((choice) => parentReference(choice.reference)?.stem === stem))
  );
}

const TITLES: [Origin, string][] = [
  ["workspace", "Recipes of this workspace"],
  ["shared", "Shared with this account"],
  ["account", "Of this account"],
  ["amazon", "From Amazon"],
  ["marketplace", "From AWS Marketplace"],
  ["unknown", "Others"],
];

/** Choices by where they come from. */
export function parentGroups(choices: ParentChoice[]): { title: string; choices: ParentChoice[] }[] {
  const groups = byOrigin(choices, TITLES);
  return groups.map(({ title, parents }) => ({ title, choices: parents }));
}
