import { useNavigate, useSearch } from "@tanstack/react-router";
import { useState } from "react";

import { useAsk, type Layer, type PaletteEntry, type RecipeView } from "@/contract";
import { Button, IconButton } from "@/parts/Button";
import { Menu } from "@/parts/Menu";
import { useRemembered } from "@/parts/remembered";
import { SplitPane } from "@/parts/SplitPane";
import { Tabs } from "@/parts/Tabs";
import { keysOf, useAction } from "@/pieces/actions";
import { Answer } from "@/pieces/Answer";
import { BrokenBar } from "@/pieces/BrokenBar";
import { ConflictBar } from "@/pieces/ConflictBar";
import { FailureNotice } from "@/pieces/FailureView";
import { FileButtons } from "@/pieces/FileButtons";
import { openLaunch } from "@/pieces/launch/open";
import { Page, useCrumb } from "@/pieces/Page";

import styles from "./editor.module.css";
import { Compare, NextVersion } from "./compare";
import { Inspector } from "./Inspector";
import { Palette } from "./Palette";
import { RunOrderView } from "./RunOrderView";
import { RecipeSettings } from "./settings";
import { SourceView } from "./SourceView";
import { Strata } from "./Strata";
import { StaleNotice } from "./StaleNotice";
import { bandsOf, ownLayers, rowOf, type Picked } from "./bands";
import { focusStack } from "./focusStack";
import { keyAtSlot } from "./layers";
import { imageMenu } from "./manage/imageMenu";
import { useImageActions } from "./manage/useImageActions";
import { useRecipeEdits, type RecipeEdits } from "./useRecipe";
import { useWide } from "./useWide";

const TABS = ["layers", "order", "settings", "compare", "source"] as const;
type Tab = (typeof TABS)[number];

/** The recipe editor: the strata of one image, what they will run, and the file they come from. */
export function RecipeEditor({ recipe }: { recipe: string }) {
  useCrumb(recipe);
  const answer = useAsk("recipe.get", { recipe });
  return <Answer query={answer}>{(view) => <Editor view={view} />}</Answer>;
}

function Editor({ view }: { view: RecipeView }) {
  const navigate = useNavigate();
  const search = useSearch({ strict: false });
  const edits = useRecipeEdits(view.recipe);
  const wide = useWide();
  const [picked, setPicked] = useState<Picked>({ cursor: null, chosen: [] });
  const [adding, setAdding] = useState(false);
  const [replacing, setReplacing] = useState<Layer | null>(null);
  const [inspector, setInspector] = useRemembered("inspector.shown", true);
  // What the address says is kept as it was written, also where it names no view.
  const tab = TABS.find((one) => one === search.tab) ?? "layers";
  const layers = tab === "layers";

  const show = (next: Tab) =>
    void navigate({ to: "/images/$recipe", params: { recipe: view.recipe }, search: { tab: next } });
  useAction("image.launch", () => openLaunch([view.recipe]));
  useAction("image.inspector", () => setInspector((shown) => !shown), layers);
  // The palette stands beside the layers, and not in every view that shows them.
  const add = (replaced: Layer | null = null) => {
    if (!layers) show("layers");
    setReplacing(replaced);
    setAdding(true);
  };
  useAction("image.add_layer", () => add());
  useAction("image.compare", () => show("compare"));
  useImageActions(view.recipe);

  const stack = (
    <Strata
      view={view}
      edits={edits}
      picked={picked}
      onPick={(next) => {
        setPicked(next);
        if (next.cursor !== picked.cursor) setReplacing(null);
        if (!wide) setAdding(false);
      }}
      onAdd={() => add()}
      onReplace={add}
      onOpen={() => {
        setInspector(true);
        if (!layers) show("layers");
      }}
      adding={adding && !wide}
    />
  );
  const main = (
    <Page
      title={view.recipe}
      aside={
        <>
          <span className="mono">{view.version}</span>
          {!view.broken && <NextVersion view={view} />}
        </>
      }
      facts={<Facts view={view} />}
      actions={
        <>
          <FileButtons file={view} />
          <Button look="primary" onPress={() => openLaunch([view.recipe])}>
            Launch…
          </Button>
          {layers && (
            <IconButton
              icon="panel"
              label={inspector ? "Hide the inspector" : "Show the inspector"}
              keys={keysOf("image.inspector")}
              onPress={() => setInspector(!inspector)}
            />
          )}
          <Menu label={`Actions of ${view.recipe}`} groups={imageMenu(view.recipe)}>
            <IconButton icon="more" label="More" />
          </Menu>
        </>
      }
      bar={
        <>
          {tab !== "source" && tab !== "settings" && <BrokenBar view={view} shown="layers" />}
          <ConflictBar file={view} />
          {view.stale && search.update !== 1 && <StaleNotice stale={view.stale} />}
          {edits.failure && <FailureNotice failure={edits.failure} onDismiss={edits.forget} />}
        </>
      }
      body="fill"
    >
      <div className={styles.tabs}>
        <Tabs<Tab>
          label="Views of the recipe"
          value={tab}
          onChange={show}
          items={[
            {
              key: "layers",
              label: "Layers",
              content: stack,
            },
            { key: "order", label: "What will run", content: <RunOrderView recipe={view.recipe} /> },
            {
              key: "settings",
              label: "Settings",
              content: <RecipeSettings recipe={view.recipe} onSource={() => show("source")} />,
            },
            {
              key: "compare",
              label: "Compare",
              content: <Compare recipe={view.recipe} update={search.update === 1} />,
            },
            {
              key: "source",
              label: "Source",
              content: (
                <SourceView
                  view={view}
                  goTo={
                    search.line === undefined ? undefined : { line: search.line, visit: search.visit ?? 0 }
                  }
                  stack={stack}
                />
              ),
            },
          ]}
        />
      </div>
    </Page>
  );
  const palette = (
    <AddPalette
      view={view}
      edits={edits}
      cursor={picked.cursor}
      onCursor={(key) => setPicked({ cursor: key, chosen: [key] })}
      replacing={replacing}
      wanted={adding}
      onFocused={() => {
        if (wide) setAdding(false);
      }}
      onDone={() => {
        setAdding(false);
        setReplacing(null);
        focusStack();
      }}
      closable={!wide || replacing !== null}
    />
  );
  const beside = wide
    ? inspector
      ? "inspector"
      : null
    : adding
      ? "palette"
      : inspector
        ? "inspector"
        : null;
  const right =
    beside === "palette" ? (
      palette
    ) : beside === "inspector" ? (
      <Inspector view={view} edits={edits} picked={picked} onPick={setPicked} />
    ) : null;
  // Around the other views they are empty, and stay: without them the tabs would be mounted anew and lose the focus.
  return (
    <SplitPane
      name="palette"
      label="Width of the palette"
      side="start"
      initial={270}
      min={210}
      max={420}
      pane={layers && wide ? palette : null}
    >
      <SplitPane
        name="inspector"
        label="Width of the inspector"
        side="end"
        initial={316}
        min={250}
        max={560}
        pane={layers ? right : null}
      >
        {main}
      </SplitPane>
    </SplitPane>
  );
}

function Facts({ view }: { view: RecipeView }) {
  return (
    <>
      <span className="clip">
        {view.parent_recipe
          ? `Overlay on ${view.parent_recipe}`
          : `Golden image on ${view.os ?? "a vendor's image"}`}
      </span>
      <span>{[view.platform, view.architecture].filter(Boolean).join(" · ")}</span>
      {view.unsaved && (
        <span>
          {view.edits > 0 ? `${view.edits} ${view.edits === 1 ? "edit" : "edits"} not saved` : "not saved"}
        </span>
      )}
    </>
  );
}

interface AddPaletteProps {
  view: RecipeView;
  edits: RecipeEdits;
  cursor: string | null;
  onCursor: (key: string) => void;
  replacing: Layer | null;
  wanted: boolean;
  onFocused: () => void;
  onDone: () => void;
  closable: boolean;
}

/** The palette, adding above the cursor where that is an own layer of the same stage, else on top. */
function AddPalette(props: AddPaletteProps) {
  const { view, edits, onCursor, replacing, onDone } = props;
  const at = rowOf(bandsOf(view), props.cursor);
  const take = (entry: PaletteEntry) => {
    const go = (after: RecipeView, slot: number) => {
      const key = keyAtSlot(after, slot);
      if (key !== null) onCursor(key);
    };
    if (replacing) {
      const { slot } = replacing;
      edits.replace(slot, entry.reference, (after) => {
        go(after, slot);
        onDone();
      });
    } else {
      const slot = at?.band.open && at.row.layer.test === entry.test ? at.row.layer.slot + 1 : null;
      edits.add(entry.reference, slot, (after) => go(after, slot ?? ownLayers(after).length - 1));
    }
  };
  return (
    <Palette
      recipe={view.recipe}
      focus={props.wanted}
      onFocused={props.onFocused}
      replacing={replacing?.name}
      {...(props.closable ? { onClose: onDone } : {})}
      onAdd={take}
    />
  );
}
