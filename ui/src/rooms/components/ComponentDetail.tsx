import { useNavigate, useSearch } from "@tanstack/react-router";
import { useMemo, useRef, useState } from "react";

import { useAsk, type ComponentView } from "@/contract";
import { Button, IconButton } from "@/parts/Button";
import type { CodeHandle } from "@/parts/CodeEditor";
import { useRemembered } from "@/parts/remembered";
import { Empty } from "@/parts/states";
import { useWidth } from "@/parts/useWidth";
import { keysOf, useAction } from "@/pieces/actions";
import { Answer } from "@/pieces/Answer";
import { ConflictBar } from "@/pieces/ConflictBar";
import { FailureNotice, FailureView } from "@/pieces/FailureView";
import { useEditedFile } from "@/pieces/file";
import { FileButtons } from "@/pieces/FileButtons";
import { originWords } from "@/pieces/origin";
import { useCrumb, Waiting } from "@/pieces/Page";

import styles from "./components.module.css";
import type { Beside } from "./editor/beside";
import { BesidePicker } from "./editor/BesidePicker";
import { DocumentEditor, type DocumentEditorProps } from "./editor/DocumentEditor";
import { useSide } from "./editor/Sides";
import { newComponent } from "./new/open";
import { useAlone, useWiden } from "./widen";

/** One component: its document as text, and beside it what the document declares. */
export function ComponentDetail({ component, onClose }: { component: string; onClose: () => void }) {
  const answer = useAsk("component.get", { component });
  useCrumb(answer.data?.summary.name ?? component);
  return (
    <section className={styles.detail} aria-label="Component">
      <Answer query={answer}>{(view) => <Detail view={view} onClose={onClose} />}</Answer>
    </section>
  );
}

/** Narrower than this, two texts leave no room for an outline; in pixels. */
const ROOM_FOR_THREE = 1250;

function Detail({ view, onClose }: { view: ComponentView; onClose: () => void }) {
  const navigate = useNavigate();
  const search = useSearch({ strict: false });
  const [frame, width] = useWidth(1000);
  const [picking, setPicking] = useState(false);
  const [shown, setShown] = useRemembered("component.sides", true);
  const [, setSide] = useSide();
  const [wide, setWide] = useWiden();
  const alone = useAlone();
  const handle = useRef<CodeHandle>(null);
  const { summary } = view;
  const beside = search.beside ?? null;
  const goTo = useMemo(
    () =>
      search.line === undefined
        ? undefined
        : { place: { line: search.line, column: 1 }, visit: search.visit ?? 0 },
    [search.line, search.visit],
  );
  const onBeside = (next: Beside | null) =>
    void navigate({
      to: "/components/$component",
      params: { component: summary.reference },
      search: next === null ? {} : { beside: next },
    });
  const sides = shown && (beside === null || width >= ROOM_FOR_THREE);
  const readable = view.document !== null || view.document_file !== null;

  useAction("document.help", () => handle.current?.run("help"), readable);
  useAction("document.definition", () => handle.current?.run("definition"), readable);
  useAction("document.fix", () => handle.current?.run("fix"), readable);
  useAction("document.rename", () => handle.current?.run("rename"), readable);
  useAction("document.format", () => handle.current?.run("format"), readable);
  useAction("document.beside", () => setPicking(true), readable);
  useAction("document.widen", () => setWide(!wide));
  useAction("component.copy", () => newComponent.set({ copy: summary }), readable);
  useAction(
    "document.outline",
    () => {
      if (beside !== null && !sides) onBeside(null);
      setShown(true);
      setSide("outline");
      focusOutline();
    },
    readable,
  );

  const common = {
    view,
    goTo,
    handle,
    sides,
    beside,
    onBeside,
    onPickBeside: () => setPicking(true),
  };
  const tools = (
    <>
      {view.document_file !== null && (
        <IconButton
          icon="format"
          label="Format the document"
          keys={keysOf("document.format")}
          onPress={() => handle.current?.run("format")}
        />
      )}
      <IconButton
        icon="beside"
        label="Open another document beside it"
        keys={keysOf("document.beside")}
        isDisabled={!readable}
        onPress={() => setPicking(true)}
      />
      <IconButton
        icon="panel"
        label={sides ? "Hide the outline" : "Show the outline"}
        isDisabled={!readable}
        onPress={() => {
          if (!sides && shown && beside !== null) onBeside(null);
          setShown(!sides);
        }}
      />
      <IconButton
        icon="widen"
        label={wide ? "Show the list" : "Hide the list"}
        keys={keysOf("document.widen")}
        onPress={() => setWide(!wide)}
      />
    </>
  );
  return (
    <div ref={frame} className={styles.detail}>
      <header className={styles.head} data-alone={alone}>
        <div className={styles.title}>
          <h2 className="clip" title={summary.name}>
            {summary.name}
          </h2>
          <span className="mono dim">{summary.version}</span>
          <div className={styles.tools}>
            {tools}
            {view.document_file !== null ? (
              <DocumentButtons file={view.document_file} />
            ) : (
              summary.origin !== "workspace" && (
                <Button small isDisabled={!readable} onPress={() => newComponent.set({ copy: summary })}>
                  Copy into the workspace…
                </Button>
              )
            )}
            <IconButton icon="close" label="Close" onPress={onClose} />
          </div>
        </div>
        <p className={styles.facts}>
          <span>{originWords(summary.origin)}</span>
          {summary.owner && summary.owner !== originWords(summary.origin) && (
            <span className="foreign">{summary.owner}</span>
          )}
          {summary.platform && <span>{summary.platform}</span>}
          {view.document_file && <span className="mono foreign">{view.document_file}</span>}
        </p>
        {summary.description && (
          <p className="dim clip" title={summary.description}>
            {summary.description}
          </p>
        )}
      </header>
      {view.document_file !== null ? (
        <FileDocument key={view.document_file} file={view.document_file} {...common} />
      ) : view.document === null ? (
        summary.origin === "marketplace" ? (
          <Empty title="Its publisher keeps the document">
            Image Builder runs it without showing it. Name, parameters and the systems it is for are known;
            its steps are not, and no check looks into them.
          </Empty>
        ) : (
          <Empty title="Its document was never read">
            AWS shows the document of a component to its owner, and to others only when it was shared. Sync to
            try again.
          </Empty>
        )
      ) : (
        <DocumentEditor
          key={summary.reference}
          text={view.document}
          checked={view.document}
          problems={view.diagnostics}
          saved={null}
          {...common}
        />
      )}
      {picking && (
        <Picker
          view={view}
          onClose={() => setPicking(false)}
          onPick={(next) => {
            setPicking(false);
            onBeside(next);
          }}
        />
      )}
    </div>
  );
}

type Common = Pick<
  DocumentEditorProps,
  "view" | "goTo" | "handle" | "sides" | "beside" | "onBeside" | "onPickBeside"
>;

/** A document that is a file of the workspace, two-way. */
function FileDocument({ file, ...common }: Common & { file: string }) {
  const edited = useEditedFile(file);
  const state = edited.file;
  if (!state) {
    if (edited.failure) return <FailureView failure={edited.failure} retry={edited.retry} />;
    return <Waiting />;
  }
  const elsewhere = common.view.diagnostics.filter((problem) => problem.file !== file);
  return (
    <DocumentEditor
      {...common}
      text={edited.text}
      onChange={edited.edit}
      checked={state.text}
      problems={[...state.diagnostics, ...elsewhere]}
      saved={state.saved_text}
      notices={
        <>
          {edited.failure && <FailureNotice failure={edited.failure} />}
          <ConflictBar file={state} />
        </>
      }
    />
  );
}

/** Save, undo and redo of the document, which is a file of its own. */
function DocumentButtons({ file }: { file: string }) {
  const answer = useAsk("file.get", { file });
  return answer.data && <FileButtons file={answer.data} />;
}

function Picker(props: { view: ComponentView; onPick: (beside: Beside) => void; onClose: () => void }) {
  const { document_file: file } = props.view;
  const state = useAsk("file.get", { file: file ?? "" }, { enabled: file !== null }).data;
  return (
    <BesidePicker
      {...props}
      savedDiffers={state !== undefined && state.unsaved && state.saved_text !== null}
    />
  );
}

/** Once it is drawn, the row of the outline that is its stop. */
function focusOutline(): void {
  requestAnimationFrame(() =>
    document.querySelector<HTMLElement>('[role="tree"] [tabindex="0"]')?.focus({ preventScroll: true }),
  );
}
