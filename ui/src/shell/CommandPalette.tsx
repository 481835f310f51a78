import { useNavigate } from "@tanstack/react-router";
import { useEffect, useRef, useState, type KeyboardEvent } from "react";

import { useAsk, type ImageNode, type WorkspaceView } from "@/contract";
import { Overlay } from "@/parts/Dialog";
import { useStore } from "@/parts/store";
import { actionOf, keysOf, offered, perform, useAction, type Action, type ActionId } from "@/pieces/actions";

import styles from "./palette.module.css";
import { score } from "./search";

interface Entry {
  id: string;
  title: string;
  /** What sort of thing it is. */
  kind: string;
  note?: string | undefined;
  act: () => void;
}

const MOST = 60;

/** What belongs to the view on screen comes first. */
const GROUPS: Action["group"][] = [
  "Image",
  "Document",
  "Component",
  "File",
  "Run",
  "Scan",
  "Go to",
  "Workspace",
  "AWS",
  "View",
];

/** Goes to anything and does anything, by name. */
export function CommandPalette({ workspace }: { workspace: WorkspaceView | null }) {
  const [open, setOpen] = useState(false);
  useAction("palette.open", () => setOpen((before) => !before));
  return (
    <Overlay open={open} onClose={() => setOpen(false)} label="Go to, or do">
      <Search workspace={workspace} close={() => setOpen(false)} />
    </Overlay>
  );
}

function Search({ workspace, close }: { workspace: WorkspaceView | null; close: () => void }) {
  const [query, setQuery] = useState("");
  const [at, setAt] = useState(0);
  const list = useRef<HTMLDivElement>(null);
  const entries = useEntries(workspace);
  const found = entries
    .map((entry) => ({ entry, score: score(entry.title, query, entry.kind) }))
    .filter((hit) => hit.score > 0)
    .sort((a, b) => b.score - a.score)
    .slice(0, MOST)
    .map((hit) => hit.entry);
  const current = Math.min(at, found.length - 1);

  useEffect(() => {
    list.current?.querySelector('[aria-selected="true"]')?.scrollIntoView({ block: "nearest" });
  }, [current]);

  const take = (entry: Entry | undefined) => {
    if (!entry) return;
    close();
    entry.act();
  };
  const onKeyDown = (event: KeyboardEvent) => {
    if (event.key === "ArrowDown") setAt(Math.min(found.length - 1, current + 1));
    else if (event.key === "ArrowUp") setAt(Math.max(0, current - 1));
    else if (event.key === "Enter") take(found[current]);
    else return;
    event.preventDefault();
  };
  return (
    <div className={styles.palette}>
      <input
        className={styles.input}
        role="combobox"
        aria-expanded="true"
        aria-controls="palette-list"
        aria-activedescendant={found[current] ? `palette-${current}` : undefined}
        aria-label="Go to, or do"
        placeholder="Go to, or do…"
        spellCheck={false}
        // The palette is opened to type in it.
        autoFocus
        value={query}
        onChange={(event) => {
          setQuery(event.target.value);
          setAt(0);
        }}
        onKeyDown={onKeyDown}
      />
      <div ref={list} id="palette-list" role="listbox" aria-label="Matches" className={styles.list}>
        {found.map((entry, index) => (
          // Keys reach the field, which owns the active option.
          <div
            key={entry.id}
            id={`palette-${index}`}
            role="option"
            tabIndex={-1}
            aria-selected={index === current}
            className={styles.entry}
            onPointerMove={() => setAt(index)}
            onClick={() => take(entry)}
          >
            <span className="clip">{entry.title}</span>
            <span className={styles.kind}>{entry.kind}</span>
            {entry.note && <kbd>{entry.note}</kbd>}
          </div>
        ))}
      </div>
      {found.length === 0 && <p className={styles.none}>Nothing is called that.</p>}
    </div>
  );
}

function useEntries(workspace: WorkspaceView | null): Entry[] {
  const navigate = useNavigate();
  const handlers = useStore(offered);
  const here = { enabled: workspace !== null };
  const components = useAsk("component.list", {}, here).data?.components ?? [];
  const pipelines = useAsk("pipeline.list", {}, here).data?.pipelines ?? [];
  const runs = useAsk("run.list", {}, here).data?.runs ?? [];
  const reports = useAsk("scan.list", {}, here).data?.reports ?? [];

  const flat = (images: ImageNode[]): ImageNode[] =>
    images.flatMap((image) => [image, ...flat(image.children)]);
  const entries: Entry[] = [];
  const rank = (id: ActionId) => GROUPS.indexOf(actionOf(id).group);
  for (const id of [...handlers.keys()].toSorted((a, b) => rank(a) - rank(b))) {
    const action = actionOf(id);
    if (action.hidden) continue;
    entries.push({
      id,
      title: action.title,
      kind: action.group,
      note: keysOf(id),
      act: () => void perform(id),
    });
  }
  for (const image of flat(workspace?.images ?? [])) {
    entries.push({
      id: `image:${image.recipe}`,
      title: image.recipe,
      kind: `Image ${image.version}`,
      act: () => void navigate({ to: "/images/$recipe", params: { recipe: image.recipe } }),
    });
  }
  for (const component of components) {
    entries.push({
      id: `component:${component.reference}`,
      title: component.name,
      kind: `Component ${component.version}`,
      act: () => void navigate({ to: "/components/$component", params: { component: component.reference } }),
    });
  }
  for (const pipeline of pipelines) {
    entries.push({
      id: `pipeline:${pipeline.name}`,
      title: pipeline.name,
      kind: "Pipeline",
      act: () => void navigate({ to: "/pipelines/$pipeline", params: { pipeline: pipeline.name } }),
    });
  }
  for (const run of runs) {
    entries.push({
      id: `run:${run.run}`,
      title: `${run.recipe} ${run.version}`,
      kind: `Run, ${run.status}`,
      act: () => void navigate({ to: "/runs/$run", params: { run: run.run } }),
    });
  }
  for (const report of reports) {
    entries.push({
      id: `report:${report.report}`,
      title: report.title,
      kind: report.coverage === "not_scanned" ? "Scan report, not scanned" : "Scan report",
      act: () => void navigate({ to: "/scans/$report", params: { report: report.report } }),
    });
  }
  return entries;
}
