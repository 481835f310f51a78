import type { ReactNode } from "react";
import { Button as AriaButton } from "react-aria-components";

import { useAsk, type PaletteEntry, type RecipeView } from "@/contract";
import { IconButton } from "@/parts/Button";
import { Icon } from "@/parts/icons";
import { useRemembered } from "@/parts/remembered";
import { SortableList } from "@/parts/SortableList";
import { keysOf, perform } from "@/pieces/actions";

import { LayerRow } from "./LayerRow";
import styles from "./strata.module.css";
import { bandsOf, describe, moveOf, ownLayers, rowOf, type Band, type Row } from "./bands";
import type { RecipeEdits } from "./useRecipe";

export interface StrataProps {
  view: RecipeView;
  edits: RecipeEdits;
  cursor: string | null;
  onCursor: (key: string) => void;
  /** The palette is wanted. */
  onAdd: () => void;
  onOpen: () => void;
  adding: boolean;
}

/** The stack: tests on top, your layers, the golden image's below, bedrock at the bottom. */
export function Strata({ view, edits, cursor, onCursor, onAdd, onOpen, adding }: StrataProps) {
  const [folded, setFolded] = useRemembered<string[]>(`folded.${view.recipe}`, []);
  const count = useAsk("recipe.palette", { recipe: view.recipe }).data?.entries.length;
  const bands = bandsOf(view);
  const shown = bands.map((band) => (folded.includes(band.id) ? { ...band, items: [] } : band));
  const parent = bands.find((band) => band.kind === "parent");

  const move = (band: Band, from: number, to: number) => {
    const target = moveOf(band, ownLayers(view), [from], to);
    edits.move(target.slots, target.to);
  };
  const dropIn = (band: Band, gap: number, entry: PaletteEntry) => {
    // The gap above a row is the place behind it in time.
    const below = band.items[gap];
    const above = band.items[gap - 1];
    const slot = below ? below.layer.slot + 1 : above ? above.layer.slot : null;
    edits.add(entry.reference, slot);
  };
  return (
    <div className={styles.scroll}>
      <SortableList<Row, Band>
        label={`Layers of ${view.recipe}`}
        sections={shown.filter((band) => band.kind !== "parent")}
        keyOf={(row) => row.key}
        nameOf={(row) => row.layer.name}
        describe={(row) => describe(row, rowOf(bands, row.key)?.band ?? (bands[0] as Band))}
        cursor={cursor}
        onCursor={onCursor}
        onMove={(section, from, to) => move(section, from, to)}
        onRemove={(section, index) => {
          const row = section.items[index];
          if (row) edits.remove([row.layer.slot]);
        }}
        onOpen={onOpen}
        accepts={(section, payload) =>
          section.open && isEntry(payload) && payload.test === (section.kind === "tests" && hasTests(bands))
        }
        onDropIn={(section, gap, payload) => {
          if (isEntry(payload)) dropIn(section, gap, payload);
        }}
        onOtherKey={(event) => {
          if (event.key !== "/") return;
          event.preventDefault();
          onAdd();
        }}
        row={(row, state) => <LayerRow layer={row.layer} current={state.current} lifted={state.lifted} />}
        testId={(row) => `layer-${row.layer.name}`}
        frame={(band, rows) => {
          const whole = bands.find((one) => one.id === band.id) ?? band;
          return (
            <BandFrame
              band={whole}
              rows={rows}
              folded={folded.includes(band.id)}
              onFold={() =>
                setFolded((before) =>
                  before.includes(band.id) ? before.filter((id) => id !== band.id) : [...before, band.id],
                )
              }
              add={
                band.kind === "own" && (
                  <AriaButton className={styles.add ?? ""} data-active={adding} onPress={onAdd}>
                    <Icon name="plus" size={14} />
                    Add a layer — search {count ?? ""} components
                    <kbd>{keysOf("image.add_layer")}</kbd>
                  </AriaButton>
                )
              }
            />
          );
        }}
      />
      {parent && <Bedrock band={parent} />}
      <p className={styles.legend}>
        Lower runs earlier.{" "}
        <AriaButton className={styles.keys ?? ""} onPress={() => perform("shortcuts.show")}>
          Alt ↑ and Alt ↓ move a layer
        </AriaButton>
      </p>
    </div>
  );
}

const isEntry = (payload: unknown): payload is PaletteEntry =>
  typeof payload === "object" && payload !== null && "reference" in payload && "unfit" in payload;

const hasTests = (bands: Band[]): boolean => bands.some((band) => band.kind === "tests" && band.open);

interface BandFrameProps {
  band: Band;
  rows: ReactNode;
  folded: boolean;
  onFold: () => void;
  add: ReactNode;
}

function BandFrame({ band, rows, folded, onFold, add }: BandFrameProps) {
  const count = band.items.length;
  const { stratum } = band;
  return (
    <div className={styles.band} data-kind={band.kind} data-locked={stratum.locked}>
      <div className={styles.side}>
        <div className={styles.title}>
          {stratum.locked && count > 0 && (
            <span className={styles.fold} data-folded={folded}>
              <IconButton
                small
                icon="chevron"
                label={folded ? `Unfold ${band.label}` : `Fold ${band.label}`}
                onPress={onFold}
              />
            </span>
          )}
          {band.label}
        </div>
        <div className="dim small clip" title={stratum.owner ?? undefined}>
          {stratum.owner}
        </div>
        {stratum.locked && stratum.recipe && (
          <div className="dim small clip mono" title={`${stratum.recipe} ${stratum.recipe_version ?? ""}`}>
            {stratum.recipe_version}
          </div>
        )}
      </div>
      <div className={styles.rows}>
        {add}
        {folded ? (
          <div className={styles.foldedRow}>
            {count} {count === 1 ? "layer" : "layers"} of {stratum.recipe}
          </div>
        ) : (
          rows
        )}
      </div>
    </div>
  );
}

/** The vendor's image, on which everything lies. */
function Bedrock({ band }: { band: Band }) {
  const { parent, owner } = band.stratum;
  return (
    <div className={styles.band} data-kind="parent" role="group" aria-label="Parent image">
      <div className={styles.side}>
        <div className={styles.title}>Parent</div>
        <div className="dim small clip">{parent?.publisher ?? owner}</div>
      </div>
      <div className={styles.rows}>
        <div className={styles.bedrock} title={parent?.reference}>
          <span className="clip">{parent?.label ?? "not known"}</span>
          {parent?.architecture && <span className="dim mono small">{parent.architecture}</span>}
        </div>
      </div>
    </div>
  );
}
