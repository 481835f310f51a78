import { Link } from "@tanstack/react-router";

import type { Layer, RecipeView } from "@/contract";
import { Button, IconButton } from "@/parts/Button";
import { keysOf } from "@/pieces/actions";
import { originWords } from "@/pieces/origin";
import { Outline } from "@/pieces/Outline";
import { componentOf, useGoToPlace } from "@/pieces/place";
import { ProblemList } from "@/pieces/ProblemList";

import styles from "./inspector.module.css";
import { ParameterForm } from "./ParameterForm";
import { VersionField } from "./VersionField";
import { bandsOf, besideRows, moveOf, ownLayers, rowOf, type Band, type Picked, type Row } from "./bands";
import { PinText } from "./PinText";
import { focusStack } from "./focusStack";
import { severalLayers } from "./layers";
import type { RecipeEdits } from "./useRecipe";

export interface InspectorProps {
  view: RecipeView;
  edits: RecipeEdits;
  picked: Picked;
  onPick: (picked: Picked) => void;
}

/** What is chosen, in full: a layer, or the recipe itself when none is. */
export function Inspector({ view, edits, picked, onPick }: InspectorProps) {
  const bands = bandsOf(view);
  const chosen = rowOf(bands, picked.cursor);
  const several = picked.chosen.flatMap((key) => rowOf(bands, key)?.row.layer ?? []);
  return (
    <aside className={styles.inspector} aria-label="Inspector">
      {several.length > 1 ? (
        <SeveralPanel layers={several} />
      ) : chosen ? (
        <LayerPanel
          key={chosen.row.key}
          view={view}
          band={chosen.band}
          row={chosen.row}
          edits={edits}
          onPick={onPick}
        />
      ) : (
        <RecipePanel view={view} />
      )}
    </aside>
  );
}

/** Several layers: their names and what is wrong with them; what can be done stands below the stack. */
function SeveralPanel({ layers }: { layers: Layer[] }) {
  const problems = layers.flatMap((layer) => layer.problems);
  return (
    <>
      <div className={styles.head}>
        <h2>{severalLayers(layers.length)}</h2>
      </div>
      <ul className={styles.names}>
        {layers.map((layer) => (
          <li key={layer.slot} className="clip" title={layer.name}>
            {layer.name}{" "}
            <span className="mono small dim">
              <PinText pin={layer.pin} />
            </span>
          </li>
        ))}
      </ul>
      {problems.length > 0 && (
        <div className={styles.problems}>
          <ProblemList problems={problems} showFile />
        </div>
      )}
    </>
  );
}

interface LayerPanelProps {
  view: RecipeView;
  band: Band;
  row: Row;
  edits: RecipeEdits;
  onPick: (picked: Picked) => void;
}

function LayerPanel({ view, band, row, edits, onPick }: LayerPanelProps) {
  const goTo = useGoToPlace();
  const { layer } = row;
  const at = band.items.indexOf(row);
  const steps = layer.outline.reduce((sum, phase) => sum + phase.steps.length, 0);
  const shift = (by: number) => {
    const target = moveOf(band, ownLayers(view), [at], at + by);
    edits.move(target.slots, target.to);
  };
  return (
    <>
      <div className={styles.head}>
        <h2 className="foreign lines" title={layer.name}>
          {layer.name}
        </h2>
        {band.open && (
          <div className={styles.tools}>
            <IconButton
              small
              icon="up"
              label="Move up"
              keys={keysOf("image.move_up")}
              isDisabled={at === 0}
              onPress={() => shift(-1)}
            />
            <IconButton
              small
              icon="down"
              label="Move down"
              keys={keysOf("image.move_down")}
              isDisabled={at === band.items.length - 1}
              onPress={() => shift(1)}
            />
            <IconButton
              small
              icon="remove"
              label="Remove the layer"
              keys={keysOf("image.remove_layer")}
              onPress={() => {
                edits.remove([layer.slot], () => focusStack());
                onPick(besideRows(band, [at]));
              }}
            />
          </div>
        )}
      </div>
      <p className="dim">
        {[
          originWords(layer.origin),
          layer.owner,
          layer.platform,
          steps > 0 && `${steps} ${steps === 1 ? "step" : "steps"}`,
        ]
          .filter(Boolean)
          .join(" · ")}
      </p>
      {layer.description && <p className="dim foreign lines">{layer.description}</p>}
      {!layer.enabled && (
        <p className={styles.locked}>
          Off: it is commented out in the recipe, and AWS never sees it.{" "}
          {band.open && (
            <Button look="link" onPress={() => edits.enable([layer.slot], true)}>
              Turn on
            </Button>
          )}
        </p>
      )}
      {!band.open && (
        <p className={styles.locked}>
          <span className={styles.square} />
          Locked: it belongs to{" "}
          {band.stratum.recipe ? (
            <Link to="/images/$recipe" params={{ recipe: band.stratum.recipe }} className="link foreign">
              {band.stratum.recipe}
            </Link>
          ) : (
            "the parent image"
          )}
          {band.stratum.owner && `, owned by ${band.stratum.owner}`}.
        </p>
      )}
      {layer.problems.length > 0 && (
        <div className={styles.problems}>
          <ProblemList problems={layer.problems} showFile />
        </div>
      )}
      <ParameterForm
        layer={layer}
        recipe={view.recipe}
        onSet={(name, value) => edits.setParameter(layer.slot, name, value)}
      />
      {band.open ? (
        <VersionField layer={layer} edits={edits} />
      ) : (
        <div>
          <div className={styles.label}>Version</div>
          <div className="mono small">
            <PinText pin={layer.pin} />
          </div>
        </div>
      )}
      <hr className={styles.rule} />
      {layer.outline.length > 0 ? (
        <Outline
          phases={layer.outline}
          onStep={layer.document === null ? undefined : (line) => goTo({ file: layer.document ?? "", line })}
        />
      ) : (
        <p className="dim small">
          {layer.origin === "marketplace"
            ? "Its steps are not shown: publishers on AWS Marketplace keep their documents to themselves."
            : "Its document is not in the workspace and was not read from AWS yet."}
        </p>
      )}
      <Link to="/components/$component" params={{ component: componentOf(layer) }} className="link">
        Open the component
      </Link>
    </>
  );
}

function RecipePanel({ view }: { view: RecipeView }) {
  const goTo = useGoToPlace();
  const layers = view.strata.flatMap((stratum) => stratum.layers);
  const facts: [string, string | null][] = [
    ["Owner", view.owner],
    ["System", view.os],
    ["Architecture", view.architecture],
    [
      "Layers",
      `${layers.filter((layer) => !layer.locked).length} own, ${layers.filter((layer) => layer.locked).length} inherited`,
    ],
    ["Pipelines", view.pipelines.length > 0 ? view.pipelines.join(", ") : "none builds it"],
  ];
  return (
    <>
      <div className={styles.head}>
        <h2 className="foreign lines">{view.recipe}</h2>
      </div>
      {view.description && <p className="dim foreign lines">{view.description}</p>}
      <dl className={styles.facts}>
        {facts.map(([name, value]) => (
          <div key={name}>
            <dt>{name}</dt>
            <dd className="foreign">{value ?? "not known"}</dd>
          </div>
        ))}
      </dl>
      {view.overlays.length > 0 && <Overlays recipes={view.overlays} />}
      <Button look="link" onPress={() => goTo({ file: view.file, line: 1 })}>
        <span className="mono foreign">{view.file}</span>
      </Button>
      <hr className={styles.rule} />
      <h3>Problems</h3>
      {view.problems.length > 0 ? (
        <ProblemList problems={view.problems} showFile />
      ) : (
        <p className="dim">None: as far as Ingot can tell before a build, this image is right.</p>
      )}
      <p className="dim small">Choose a layer to see its parameters and steps.</p>
    </>
  );
}

/** Overlays that are listed at most; the overview has them all. */
const MOST_OVERLAYS = 8;

/** The images that stand on this one. */
function Overlays({ recipes }: { recipes: string[] }) {
  return (
    <div>
      <div className={styles.label}>
        {recipes.length === 1 ? "1 image stands on it" : `${recipes.length} images stand on it`}
      </div>
      <ul className={styles.names}>
        {recipes.slice(0, MOST_OVERLAYS).map((recipe) => (
          <li key={recipe} className="clip">
            <Link to="/images/$recipe" params={{ recipe }} className="link" title={recipe}>
              {recipe}
            </Link>
          </li>
        ))}
        {recipes.length > MOST_OVERLAYS && <li className="dim">and {recipes.length - MOST_OVERLAYS} more</li>}
      </ul>
    </div>
  );
}
