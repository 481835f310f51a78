import type { FieldEdit, UpdateProposal, VersionAdvice } from "@/contract";
import type { Choice } from "@/parts/Field";

const SIZE = { patch: "Patch", minor: "Minor", major: "Major" } as const;

/** The version that is proposed: the one that grows as much as the change does, else the smallest that will do. */
export function proposedVersion(advice: VersionAdvice): string {
  const sized = advice.next.find((one) => one.size === advice.size) ?? advice.next[0];
  return advice.needed && sized ? sized.version : advice.current;
}

/** What can be chosen; the present version only where AWS does not hold it yet. */
export function versionChoices(advice: VersionAdvice): Choice<string>[] {
  return [
    ...(advice.needed ? [] : [{ key: advice.current, label: `Keep ${advice.current}` }]),
    ...advice.next.map((one) => ({ key: one.version, label: `${SIZE[one.size]} ${one.version}` })),
  ];
}

/** The move as one edit, which one *Undo* takes back. */
export function editsOf(proposal: UpdateProposal, version: string): FieldEdit[] {
  return [
    { path: ["parentImage"], value: proposal.new_reference },
    ...(version === proposal.version.current ? [] : [{ path: ["semanticVersion"], value: version }]),
  ];
}

/** How the reference to the golden image stands to the newest one. */
export type Standing = "moves" | "follows" | "newest";

export function standingOf({ reference, new_reference }: UpdateProposal): Standing {
  if (reference !== new_reference) return "moves";
  return versionIn(reference) === null ? "follows" : "newest";
}

/** The version that a reference pins; `null` for a wildcard and for one without a version. */
export function versionIn(reference: string): string | null {
  return /\/(\d+\.\d+\.\d+)(?:\/\d+)?$/.exec(reference)?.[1] ?? null;
}
