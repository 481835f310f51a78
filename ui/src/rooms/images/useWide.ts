import { useSyncExternalStore } from "react";

// Below this width the palette takes the inspector's place while a layer is added.
const query = "(min-width: 1500px)";

function watch(listener: () => void): () => void {
  const list = window.matchMedia(query);
  list.addEventListener("change", listener);
  return () => list.removeEventListener("change", listener);
}

/** Whether palette, strata and inspector fit beside one another. */
export function useWide(): boolean {
  return useSyncExternalStore(watch, () => window.matchMedia(query).matches);
}
