import { useAction } from "@/pieces/actions";

import { imageTask } from "./open";

/** Offers what can be done with the image on screen as a whole, to keys and the command palette. */
export function useImageActions(recipe: string): void {
  useAction("image.overlay", () => imageTask.set({ task: "new", parent: recipe }));
  useAction("image.duplicate", () => imageTask.set({ task: "duplicate", recipe }));
  useAction("image.rename", () => imageTask.set({ task: "rename", recipe }));
  useAction("image.delete", () => imageTask.set({ task: "delete", recipe }));
}
