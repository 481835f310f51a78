import type { ResourceKind, ResourceName } from "@/contract";
import { newStore } from "@/parts/store";

/** Kinds that a short dialog makes. */
export type ShortKind = Extract<
  ResourceKind,
  "InfrastructureConfiguration" | "DistributionConfiguration" | "ContainerRecipe"
>;

export type Asked =
  | { action: "rename" | "copy" | "delete"; resource: ResourceName }
  | { action: "create"; kind: ShortKind };

/** What a dialog asks about; `null` while none is open. */
export const asked = newStore<Asked | null>(null);

/** Asks for another name, with the references that follow. */
export function openRename(resource: ResourceName): void {
  asked.set({ action: "rename", resource });
}

/** Asks for the name of a copy. */
export function openCopy(resource: ResourceName): void {
  asked.set({ action: "copy", resource });
}

/** Asks whether a file may go, with what refers to it. */
export function openDelete(resource: ResourceName): void {
  asked.set({ action: "delete", resource });
}

/** Asks for what a new resource cannot do without. */
export function openCreate(kind: ShortKind): void {
  asked.set({ action: "create", kind });
}
