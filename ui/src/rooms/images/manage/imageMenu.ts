import type { MenuGroup } from "@/parts/Menu";
import { keysOf } from "@/pieces/actions";

import { imageTask } from "./open";

/** What can be done with an image as a whole; `keys` where they lead to this one. */
export function imageMenu(recipe: string, keys = true): MenuGroup[] {
  return [
    {
      id: "make",
      entries: [
        {
          id: "overlay",
          label: "New overlay on this…",
          note: keys ? keysOf("image.overlay") : undefined,
          act: () => imageTask.set({ task: "new", parent: recipe }),
        },
        { id: "duplicate", label: "Duplicate…", act: () => imageTask.set({ task: "duplicate", recipe }) },
        { id: "rename", label: "Rename…", act: () => imageTask.set({ task: "rename", recipe }) },
      ],
    },
    {
      id: "remove",
      entries: [
        {
          id: "delete",
          label: "Delete…",
          danger: true,
          act: () => imageTask.set({ task: "delete", recipe }),
        },
      ],
    },
  ];
}
