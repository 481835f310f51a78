import type { ResourceName } from "@/contract";
import type { MenuEntry } from "@/parts/Menu";

import { useAction } from "../actions";
import { openCopy, openDelete, openRename } from "./open";

/** Offers another name, a copy and the end of the resource on screen to keys and the command palette. */
export function useResourceActions(resource: ResourceName): void {
  useAction("resource.rename", () => openRename(resource));
  useAction("resource.copy", () => openCopy(resource));
  useAction("resource.delete", () => openDelete(resource));
}

/** The same in a menu: what makes and names, and what removes. */
export function resourceMenu(resource: ResourceName): { name: MenuEntry[]; remove: MenuEntry[] } {
  return {
    name: [
      { id: "copy", label: "Duplicate…", act: () => openCopy(resource) },
      { id: "rename", label: "Rename…", act: () => openRename(resource) },
    ],
    remove: [{ id: "delete", label: "Delete…", danger: true, act: () => openDelete(resource) }],
  };
}
