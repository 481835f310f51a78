import { useNavigate, useSearch } from "@tanstack/react-router";
import { useState } from "react";

import { useAsk, type RecipeView } from "@/contract";
import { Button, IconButton } from "@/parts/Button";
import { useRemembered } from "@/parts/remembered";
import { SplitPane } from "@/parts/SplitPane";
import { Tabs } from "@/parts/Tabs";
import { keysOf, useAction } from "@/pieces/actions";
import { Answer } from "@/pieces/Answer";
import { ConflictBar } from "@/pieces/ConflictBar";
import { FailureNotice } from "@/pieces/FailureView";
import { FileButtons } from "@/pieces/FileButtons";
import { FileEditor } from "@/pieces/FileEditor";
import { openLaunch } from "@/pieces/launch/open";
import { Page, useCrumb } from "@/pieces/Page";

import styles from "./editor.module.css";
import { Inspector } from "./Inspector";
import { Palette } from "./Palette";
import { RunOrderView } from "./RunOrderView";
import { RecipeSettings } from "./settings";
import { Strata } from "./Strata";
import { bandsOf, rowOf } from "./bands";
import { useRecipeEdits, type RecipeEdits } from "./useRecipe";
import { useWide } from "./useWide";

type Tab = "layers" | "order" | "settings" | "source";

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
  const [cursor, setCursor] = useState<string | null>(null);
  const [adding, setAdding] = useState(false);
  const [inspector, setInspector] = useRemembered("inspector.shown", true);
  const tab: Tab = search.tab ?? "layers";
  const layers = tab === "layers";

  const show = (next: Tab) =>
    void navigate({ to: "/images/$recipe", params: { recipe: view.recipe }, search: { tab: next } });
  useAction("image.launch", () => openLaunch([view.recipe]));
  useAction("image.inspector", () => setInspector((shown) => !shown), layers);
  useAction("image.add_layer", () => {
    if (!layers) show("layers");
    setAdding(true);
  });

  const main = (
    <Page
      title={view.recipe}
      aside={<span className="mono">{view.version}</span>}
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
        </>
      }
      bar={
        <>
          <ConflictBar file={view} />
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
              content: (
                <Strata
                  view={view}
                  edits={edits}
                  cursor={cursor}
                  onCursor={(key) => {
                    setCursor(key);
                    if (!wide) setAdding(false);
                  }}
                  onAdd={() => setAdding(true)}
                  onOpen={() => setInspector(true)}
                  adding={adding && !wide}
                />
              ),
            },
            { key: "order", label: "What will run", content: <RunOrderView recipe={view.recipe} /> },
            {
              key: "settings",
              label: "Settings",
              content: <RecipeSettings recipe={view.recipe} onSource={() => show("source")} />,
            },
            {
              key: "source",
              label: "Source",
              content: (
                <div className={styles.source}>
                  <FileEditor
                    file={view.file}
                    buttons={false}
                    goTo={
                      search.line === undefined ? undefined : { line: search.line, visit: search.visit ?? 0 }
                    }
                  />
                </div>
              ),
            },
          ]}
        />
      </div>
    </Page>
  );
  if (!layers) return main;

  const palette = (
    <AddPalette
      view={view}
      edits={edits}
      cursor={cursor}
      onCursor={setCursor}
      wanted={adding}
      onDone={() => {
        setAdding(false);
        if (!wide) focusStack();
      }}
      closable={!wide}
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
      <Inspector view={view} edits={edits} cursor={cursor} onCursor={setCursor} />
    ) : null;
  return (
    <SplitPane
      name="palette"
      label="Width of the palette"
      side="start"
      initial={270}
      min={210}
      max={420}
      pane={wide ? palette : null}
    >
      <SplitPane
        name="inspector"
        label="Width of the inspector"
        side="end"
        initial={316}
        min={250}
        max={560}
        pane={right}
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

/** The palette gives way to the inspector: the focus goes back to the row it came from. */
function focusStack(): void {
  requestAnimationFrame(() =>
    document.querySelector<HTMLElement>('[data-sort-key][tabindex="0"]')?.focus({ preventScroll: true }),
  );
}

interface AddPaletteProps {
  view: RecipeView;
  edits: RecipeEdits;
  cursor: string | null;
  onCursor: (key: string) => void;
  wanted: boolean;
  onDone: () => void;
  closable: boolean;
}

/** The palette, adding above the cursor where that is an own layer, else on top. */
function AddPalette({ view, edits, cursor, onCursor, wanted, onDone, closable }: AddPaletteProps) {
  const at = rowOf(bandsOf(view), cursor);
  return (
    <Palette
      recipe={view.recipe}
      focus={wanted}
      onFocused={() => {
        if (!closable) onDone();
      }}
      {...(closable ? { onClose: onDone } : {})}
      onAdd={(entry) => {
        const index = at && at.band.kind === "own" && !entry.test ? at.row.layer.index + 1 : null;
        edits.add(entry.reference, index, (after) => {
          const bands = bandsOf(after);
          const rows = bands.flatMap((band) => (band.open ? band.items : []));
          const fresh = rows.findLast(
            (row) => row.layer.name === entry.name && (index === null || row.layer.index === index),
          );
          const top = fresh ?? rows.find((row) => row.layer.name === entry.name);
          if (top) onCursor(top.key);
        });
      }}
    />
  );
}
