import { useNavigate } from "@tanstack/react-router";
import { useState, type KeyboardEvent } from "react";
import { Button as AriaButton } from "react-aria-components";

import { useAsk, type Layer, type PaletteEntry, type RecipeView } from "@/contract";
import { stepped } from "@/parts/block";
import { ContextMenu } from "@/parts/ContextMenu";
import { Icon } from "@/parts/icons";
import { useRemembered } from "@/parts/remembered";
import { SortableList } from "@/parts/SortableList";
import { keysOf, perform, useAction } from "@/pieces/actions";
import { componentOf } from "@/pieces/place";

import { BandFrame, Bedrock } from "./BandFrame";
import { ChosenBar } from "./ChosenBar";
import { LayerRow } from "./LayerRow";
import styles from "./strata.module.css";
import {
  bandsOf,
  besideRows,
  describe,
  foldedAtFirst,
  moveOf,
  ownLayers,
  rowOf,
  type Band,
  type Picked,
  type Row,
} from "./bands";
import { focusStack } from "./focusStack";
import { layerMenu, pinMenu, type LayerMenuWays } from "./layerMenu";
import { keyAtSlot, nameOfLayers, pinned, severalLayers, slotsOf } from "./layers";
import { isPinned } from "./pin";
import type { RecipeEdits } from "./useRecipe";

export interface StrataProps {
  view: RecipeView;
  edits: RecipeEdits;
  picked: Picked;
  onPick: (picked: Picked) => void;
  /** The palette is wanted. */
  onAdd: () => void;
  /** The palette is wanted to take the place of a layer. */
  onReplace: (layer: Layer) => void;
  onOpen: () => void;
  adding: boolean;
}

/** The stack: tests on top, your layers, the golden images' below, bedrock at the bottom. */
export function Strata({ view, edits, picked, onPick, onAdd, onReplace, onOpen, adding }: StrataProps) {
  const navigate = useNavigate();
  const [menu, setMenu] = useState<{ band: string; rows: number[]; x: number; y: number } | null>(null);
  const [said, setSaid] = useState("");
  const [chosenFolds, setFolded] = useRemembered<string[] | null>(`folded.${view.recipe}`, null);
  const count = useAsk("recipe.palette", { recipe: view.recipe }).data?.entries.length;
  const bands = bandsOf(view);
  const folded = chosenFolds ?? foldedAtFirst(bands);
  const shown = bands.map((band) => (folded.includes(band.id) ? { ...band, items: [] } : band));
  const parent = bands.find((band) => band.kind === "parent");
  const locked = bands.filter((band) => !band.open && band.items.length > 0);
  const allFolded = locked.every((band) => folded.includes(band.id));
  const anyFolded = locked.some((band) => folded.includes(band.id));
  useAction("image.fold", () => setFolded(anyFolded ? [] : locked.map((band) => band.id)), locked.length > 0);

  const here = rowOf(bands, picked.cursor);
  const rows = here
    ? here.band.items.flatMap((row, index) =>
        row.key === picked.cursor || (here.band.open && picked.chosen.includes(row.key)) ? [index] : [],
      )
    : [];
  const layersAt = (band: Band, indices: number[]): Layer[] =>
    indices.flatMap((index) => band.items[index]?.layer ?? []);

  const move = (band: Band, indices: number[], to: number) => {
    const target = moveOf(band, ownLayers(view), indices, to);
    edits.move(target.slots, target.to);
  };
  const remove = (band: Band, indices: number[]) => edits.remove(slotsOf(layersAt(band, indices)));
  /** From the menu or the bar, where the list does not know of it: what was done is said, and the focus comes back. */
  const removeAway = (band: Band, indices: number[]) => {
    setSaid(`${nameOfLayers(layersAt(band, indices))} removed`);
    edits.remove(slotsOf(layersAt(band, indices)), () => focusStack());
    onPick(besideRows(band, indices));
  };
  const moveAway = (band: Band, indices: number[], to: number) => {
    move(band, indices, to);
    setSaid(`${nameOfLayers(layersAt(band, indices))} moved to ${to + 1} of ${band.items.length}`);
  };
  const toggle = (layers: Layer[]): string => {
    const on = !layers.some((layer) => layer.enabled);
    edits.enable(slotsOf(layers), on);
    return `${nameOfLayers(layers)} turned ${on ? "on" : "off"}`;
  };
  const pin = (layers: Layer[]): string => {
    const on = !layers.every(isPinned);
    edits.setVersions(pinned(layers, on));
    return on ? `${nameOfLayers(layers)} pinned` : `${nameOfLayers(layers)} not pinned any more`;
  };
  const dropIn = (band: Band, gap: number, entry: PaletteEntry) => {
    // The gap above a row is the place behind it in time.
    const below = band.items[gap];
    const above = band.items[gap - 1];
    const slot = below ? below.layer.slot + 1 : above ? above.layer.slot : null;
    edits.add(entry.reference, slot, (after) => {
      const key = keyAtSlot(after, slot ?? ownLayers(after).length - 1);
      if (key !== null) onPick({ cursor: key, chosen: [key] });
    });
  };
  const onKey = (event: KeyboardEvent, band: Band | null, indices: number[]): string | undefined => {
    const key = event.key.toLowerCase();
    if (key === "/") {
      event.preventDefault();
      onAdd();
      return undefined;
    }
    if (!band || !(key === " " || key === "e" || key === "r" || key === "p")) return undefined;
    event.preventDefault();
    const layers = layersAt(band, indices);
    if (!band.open) return `${nameOfLayers(layers)} is locked`;
    if (key === "p") return pin(layers);
    const [only] = layers;
    if (key !== "r") return toggle(layers);
    if (layers.length === 1 && only) onReplace(only);
    return layers.length === 1 ? undefined : "Choose one layer to replace";
  };
  const ways: LayerMenuWays = {
    edits,
    move: moveAway,
    remove: removeAway,
    toggle: (layers) => setSaid(toggle(layers)),
    replace: onReplace,
    openDocument: (layer) =>
      void navigate({ to: "/components/$component", params: { component: componentOf(layer) } }),
    openRecipe: (recipe) => void navigate({ to: "/images/$recipe", params: { recipe } }),
  };
  const menuBand = menu && bands.find((band) => band.id === menu.band);
  return (
    <div className={styles.strata}>
      <div className={styles.scroll}>
        <SortableList<Row, Band>
          label={`Layers of ${view.recipe}`}
          sections={shown.filter((band) => band.kind !== "parent")}
          keyOf={(row) => row.key}
          nameOf={(row) => row.layer.name}
          several={severalLayers}
          describe={(row) => describe(row, rowOf(bands, row.key)?.band ?? (bands[0] as Band))}
          cursor={picked.cursor}
          chosen={picked.chosen}
          onCursor={(cursor, chosen) => onPick({ cursor, chosen })}
          onMove={move}
          onRemove={remove}
          onOpen={onOpen}
          onMenu={(band, indices, at) => setMenu({ band: band.id, rows: indices, ...at })}
          accepts={(band, payload) => band.open && isEntry(payload) && belongs(band, payload, bands)}
          onDropIn={(band, gap, payload) => {
            if (isEntry(payload)) dropIn(band, gap, payload);
          }}
          onOtherKey={onKey}
          row={(row, state) => <LayerRow layer={row.layer} platform={view.platform} {...state} />}
          testId={(row) => `layer-${row.layer.name}`}
          frame={(band, inside) => (
            <BandFrame
              band={bands.find((one) => one.id === band.id) ?? band}
              rows={inside}
              folded={folded.includes(band.id)}
              onFold={() =>
                setFolded(
                  folded.includes(band.id) ? folded.filter((id) => id !== band.id) : [...folded, band.id],
                )
              }
              add={
                band.kind === "own" && (
                  <AriaButton className={styles.add ?? ""} data-active={adding} onPress={onAdd}>
                    <Icon name="plus" size={14} />
                    Add a layer — search {count?.toLocaleString("en") ?? ""} components
                    <kbd>{keysOf("image.add_layer")}</kbd>
                  </AriaButton>
                )
              }
            />
          )}
        />
        {parent && <Bedrock band={parent} />}
      </div>
      {here && rows.length > 1 ? (
        <ChosenBar
          count={rows.length}
          anyOn={layersAt(here.band, rows).some((layer) => layer.enabled)}
          onMove={(by) => {
            const to = stepped(here.band.items.length, rows, by);
            if (to !== null) moveAway(here.band, rows, to);
          }}
          onToggle={() => setSaid(toggle(layersAt(here.band, rows)))}
          onRemove={() => removeAway(here.band, rows)}
          pins={[{ ...pinMenu(layersAt(here.band, rows), edits), title: "" }]}
          onClear={() => {
            onPick({ cursor: here.row.key, chosen: [here.row.key] });
            focusStack();
          }}
        />
      ) : (
        <div className={styles.legend}>
          <span>
            Lower runs earlier.{" "}
            <AriaButton className={`${styles.keys} ${styles.hint}`} onPress={() => perform("shortcuts.show")}>
              Alt ↑ and Alt ↓ move a layer, Shift ↑ and Shift ↓ choose several
            </AriaButton>
          </span>
          {locked.length > 1 && (
            <span className={styles.folds}>
              {anyFolded && (
                <AriaButton className={styles.keys ?? ""} onPress={() => setFolded([])}>
                  Unfold all
                </AriaButton>
              )}
              {!allFolded && (
                <AriaButton
                  className={styles.keys ?? ""}
                  onPress={() => setFolded(locked.map((band) => band.id))}
                >
                  Fold all
                </AriaButton>
              )}
            </span>
          )}
        </div>
      )}
      <div className="unseen" role="status" aria-live="polite">
        {said}
      </div>
      <ContextMenu
        label={menuBand && menu ? `Actions of ${nameOfLayers(layersAt(menuBand, menu.rows))}` : "Actions"}
        at={menu}
        groups={menuBand && menu ? layerMenu(menuBand, menu.rows, ways) : []}
        onClose={() => setMenu(null)}
      />
    </div>
  );
}

const isEntry = (payload: unknown): payload is PaletteEntry =>
  typeof payload === "object" && payload !== null && "reference" in payload && "unfit" in payload;

/** Tests go among the tests; where there are none yet, they can be dropped among the other layers. */
function belongs(band: Band, entry: PaletteEntry, bands: Band[]): boolean {
  const hasTests = bands.some((other) => other.kind === "tests" && other.open);
  return entry.test && hasTests ? band.kind === "tests" : band.kind === "own";
}
