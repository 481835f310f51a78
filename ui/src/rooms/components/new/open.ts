import type { ComponentSummary } from "@/contract";
import { newStore } from "@/parts/store";

/** What the dialog for a new component begins with. */
export interface NewComponent {
  /** The component to copy; without it one chooses. */
  copy?: ComponentSummary;
}

/** The dialog for a new component is open while this is set. */
export const newComponent = newStore<NewComponent | null>(null);
