import type { Layer } from "@/contract";
import type { MenuGroup } from "@/parts/Menu";
import { keysOf } from "@/pieces/actions";

import type { Band } from "./bands";
import { nameOfLayers, pinChoices, pinned } from "./layers";
import type { RecipeEdits } from "./useRecipe";

/** What the menu of layers leads to, besides edits. */
export interface LayerMenuWays {
  edits: RecipeEdits;
  /** Moves the rows so that the first of them is `to`th from above. */
  move: (band: Band, rows: number[], to: number) => void;
  remove: (band: Band, rows: number[]) => void;
  toggle: (layers: Layer[]) => void;
  replace: (layer: Layer) => void;
  openDocument: (layer: Layer) => void;
  openRecipe: (recipe: string) => void;
}

/** How the versions of layers can be written: each way of one layer, and the two that several share. */
export function pinMenu(layers: Layer[], edits: RecipeEdits): MenuGroup {
  const [only] = layers;
  const entries =
    layers.length === 1 && only
      ? pinChoices(only).map((choice) => ({
          id: choice.label,
          label: choice.label,
          checked: choice.current,
          act: () => edits.setVersions([{ slot: only.slot, version: choice.version }]),
        }))
      : [
          {
            id: "pin",
            label: "Pin each to what it is now",
            disabled: pinned(layers, true).length === 0,
            act: () => edits.setVersions(pinned(layers, true)),
          },
          {
            id: "follow",
            label: "Let each follow the newest",
            act: () => edits.setVersions(pinned(layers, false)),
          },
        ];
  return { id: "version", title: "Version", entries };
}

/** What can be done with layers of one band. */
export function layerMenu(band: Band, rows: number[], ways: LayerMenuWays): MenuGroup[] {
  const layers = rows.flatMap((row) => band.items[row]?.layer ?? []);
  const [only] = layers.length === 1 ? layers : [];
  const open: MenuGroup = {
    id: "open",
    entries: only
      ? [{ id: "document", label: "Open the component", act: () => ways.openDocument(only) }]
      : [],
  };
  if (!band.open) {
    const { recipe, file } = band.stratum;
    if (recipe !== null && file !== null)
      open.entries.push({ id: "recipe", label: `Open ${recipe}`, act: () => ways.openRecipe(recipe) });
    return [open];
  }
  const anyOn = layers.some((layer) => layer.enabled);
  const last = band.items.length - rows.length;
  const first = rows[0] ?? 0;
  const together = rows.every((row, at) => row === first + at);
  return [
    {
      id: "order",
      entries: [
        {
          id: "top",
          label: "Move to the top",
          note: "runs last",
          disabled: together && first === 0,
          act: () => ways.move(band, rows, 0),
        },
        {
          id: "bottom",
          label: "Move to the bottom",
          note: "runs first",
          disabled: together && first === last,
          act: () => ways.move(band, rows, last),
        },
      ],
    },
    pinMenu(layers, ways.edits),
    {
      id: "change",
      entries: [
        ...(only
          ? [
              {
                id: "replace",
                label: "Replace…",
                note: keysOf("image.replace_layer"),
                act: () => ways.replace(only),
              },
            ]
          : []),
        {
          id: "toggle",
          label: anyOn ? "Turn off" : "Turn on",
          note: keysOf("image.toggle_layer"),
          act: () => ways.toggle(layers),
        },
      ],
    },
    open,
    {
      id: "remove",
      entries: [
        {
          id: "remove",
          label: `Remove ${nameOfLayers(layers)}`,
          note: keysOf("image.remove_layer"),
          danger: true,
          act: () => ways.remove(band, rows),
        },
      ],
    },
  ];
}
