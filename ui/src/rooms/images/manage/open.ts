import { newStore } from "@/parts/store";

/** What is to be done with images, in a dialog of its own. */
export type ImageTask =
  /** `parent`: the recipe it begins on. */
  { task: "new"; parent: string | null } | { task: "duplicate" | "rename" | "delete"; recipe: string };

/** The dialog is open while this is set. */
export const imageTask = newStore<ImageTask | null>(null);
