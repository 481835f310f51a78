import { browser } from "./browser";
import type { Platform } from "./platform";
import { tauri } from "./tauri";

export { askForPathsWith } from "./browser";
export type { DroppedText, Platform } from "./platform";

let current: Platform | null = null;

/** The host this page runs in, chosen once. */
export function platform(): Platform {
  current ??= "__TAURI_INTERNALS__" in window ? tauri : browser;
  return current;
}

/** Replaces the host; for tests and the preview. */
export function setPlatform(other: Platform): void {
  current = other;
}
