import type { Which } from "@/contract";
import { newStore } from "@/parts/store";

export interface Deciding {
  which: Which;
  /** How many findings. */
  count: number;
  onDone?: () => void;
}

/** What the dialog is open for. */
export const deciding = newStore<Deciding | null>(null);

/** Opens the dialog that marks findings as decided. */
export function openDecide(what: Deciding): void {
  deciding.set(what);
}
