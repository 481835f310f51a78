import { newStore } from "@/parts/store";

/** Recipes whose launch is being reviewed; `null` while the dialog is closed. */
export const reviewed = newStore<string[] | null>(null);

/** Opens the review of a launch from any room. */
export function openLaunch(recipes: string[]): void {
  reviewed.set(recipes);
}

/** The job of the newest launch, until its run is shown. */
export const launched = newStore<string | null>(null);
