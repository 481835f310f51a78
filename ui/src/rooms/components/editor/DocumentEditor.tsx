import { useRef, useState, type ReactNode, type RefObject } from "react";

import type { ComponentView, Diagnostic } from "@/contract";
import { CodeDiff, CodeEditor, type CodeHandle } from "@/parts/CodeEditor";
import type { Place } from "@/parts/places";
import { SplitPane } from "@/parts/SplitPane";
import { editOf, marksOf } from "@/pieces/file";
import { explain } from "@/pieces/FileEditor";

import type { Beside } from "./beside";
import { BesidePane, BesideStrip, useBeside } from "./BesidePane";
import styles from "./editor.module.css";
import { language } from "./language";
import { newCursor, Sides, useSide } from "./Sides";
import { StatusBar, type Said } from "./StatusBar";
import { useOutline } from "./useOutline";

export interface DocumentEditorProps {
  view: ComponentView;
  text: string;
  /** Without it the document is read-only. */
  onChange?: ((text: string) => void) | undefined;
  /** The text that `problems` are about. */
  checked: string;
  problems: Diagnostic[];
  /** The text on disk; `null` when there is none. */
  saved: string | null;
  goTo: { place: Place; visit: number } | undefined;
  handle: RefObject<CodeHandle | null>;
  /** Whether the outline and the problems are shown beside the text. */
  sides: boolean;
  beside: Beside | null;
  onBeside: (beside: Beside | null) => void;
  onPickBeside: () => void;
  /** Between the head and the text. */
  notices?: ReactNode;
}

/** The document of a component as text, with everything that is known of its language. */
export function DocumentEditor(props: DocumentEditorProps) {
  const { view, text, onChange, problems, handle } = props;
  const file = view.document_file ?? view.resource_file ?? view.summary.reference;
  const [cursor] = useState(newCursor);
  const [said, setSaid] = useState<Said | null>(null);
  const [, setSide] = useSide();
  const count = useRef(0);
  const say = (words: string) => {
    count.current += 1;
    setSaid({ words, at: count.current });
  };
  const outline = useOutline(text, handle, say);
  const beside = useBeside(view, props.beside, props.saved);
  const marks = marksOf(problems, file);
  const editable = onChange !== undefined;

  const show = (at: Place) => handle.current?.show(at, true);
  const rename = (at: Place) => {
    show(at);
    handle.current?.run("rename");
  };
  const fix = (problem: Diagnostic) => {
    const done = handle.current?.apply(props.checked, problem.fix?.edits.map(editOf) ?? []);
    say(done ? `Done: ${problem.fix?.title}` : "The text is still being checked; try again in a moment");
  };
  const editor = {
    label: editable ? `Document of ${view.summary.name}` : `Document of ${view.summary.name}, read-only`,
    value: text,
    onChange,
    marks,
    marked: props.checked,
    explain,
    goTo: props.goTo,
    language,
    handle,
    onCursor: cursor.set,
    onSay: say,
  };
  const comparing = beside !== null && beside.differences && beside.text !== null;
  return (
    <div className={styles.document}>
      <div className={styles.notices}>{props.notices}</div>
      <SplitPane
        name="component.sides"
        label="Width of the outline"
        side="end"
        initial={250}
        min={180}
        max={460}
        pane={
          props.sides ? (
            <Sides
              view={view}
              problems={problems}
              outline={outline}
              cursor={cursor}
              onShow={show}
              onRename={editable ? rename : undefined}
              onFix={editable ? fix : undefined}
            />
          ) : null
        }
      >
        {beside && (
          <BesideStrip
            view={view}
            beside={beside}
            onPick={props.onPickBeside}
            onClose={() => props.onBeside(null)}
          />
        )}
        {comparing ? (
          <div className={styles.surface}>
            <CodeDiff {...editor} other={beside.text ?? ""} otherLabel={`${beside.title}, read-only`} />
          </div>
        ) : (
          <SplitPane
            name="component.beside"
            label="Width of the document beside it"
            side="end"
            initial={520}
            min={260}
            max={1100}
            pane={beside && <BesidePane beside={beside} />}
          >
            <div className={styles.surface}>
              <CodeEditor {...editor} />
            </div>
          </SplitPane>
        )}
      </SplitPane>
      <StatusBar
        cursor={cursor}
        problems={problems}
        said={said}
        readOnly={!editable}
        onProblems={() => setSide("problems")}
      />
    </div>
  );
}
