import type { MenuGroup } from "@/parts/Menu";
import { keysOf } from "@/pieces/actions";
import { resourceMenu } from "@/pieces/resource/actions";

import { newImage } from "./open";

/** What can be done with an image as a whole; `keys` where they lead to this one. */
export function imageMenu(recipe: string, keys = true): MenuGroup[] {
  const { name, remove } = resourceMenu({ kind: "ImageRecipe", name: recipe });
  return [
    {
      id: "make",
      entries: [
        {
          id: "overlay",
          label: "New overlay on this…",
          note: keys ? keysOf("image.overlay") : undefined,
          act: () => newImage.set({ parent: recipe }),
        },
        ...name,
      ],
    },
    { id: "remove", entries: remove },
  ];
}
