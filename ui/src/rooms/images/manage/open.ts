import { newStore } from "@/parts/store";

/** The recipe that a new image begins on, or `null` when it is still to be chosen. */
export interface NewImage {
  parent: string | null;
}

/** The dialog for a new image is open while this is set. */
export const newImage = newStore<NewImage | null>(null);
