import { useAction } from "@/pieces/actions";
import { useResourceActions } from "@/pieces/resource/actions";

import { newImage } from "./open";

/** Offers what can be done with the image on screen as a whole, to keys and the command palette. */
export function useImageActions(recipe: string): void {
  useAction("image.overlay", () => newImage.set({ parent: recipe }));
  useResourceActions({ kind: "ImageRecipe", name: recipe });
}
