import type { Origin } from "@/contract";

const WORDS: Record<Origin, string> = {
  workspace: "Workspace",
  amazon: "Amazon",
  marketplace: "Marketplace",
  shared: "Shared with me",
  account: "This account",
  unknown: "Not known",
};

/** Where a component comes from, in words. */
export function originWords(origin: Origin): string {
  return WORDS[origin];
}

const SHORT: Partial<Record<Origin, string>> = { shared: "Shared", account: "Account" };

/** The same in a word, where several stand beside each other and explain each other. */
export function originWord(origin: Origin): string {
  return SHORT[origin] ?? WORDS[origin];
}
