import { useMemo } from "react";

import { call } from "@/contract";
import { CodeEditor } from "@/parts/CodeEditor";
import type { Place } from "@/parts/places";
import { Skeleton } from "@/parts/states";

import { ConflictBar } from "./ConflictBar";
import { FailureNotice, FailureView } from "./FailureView";
import { marksOf, useEditedFile } from "./file";
import styles from "./file-editor.module.css";
import { FileButtons } from "./FileButtons";

export interface FileEditorProps {
  /** Path inside the workspace. */
  file: string;
  goTo?: { line: number; visit: number } | undefined;
  /** Shows save, undo, redo and conflicts above the text; a view that has its own leaves them out. */
  buttons?: boolean;
}

/** Where the cursor was in each file, until the program ends: one comes back to where one was. */
const cursors = new Map<string, Place>();

/** The text of a workspace file with its diagnostics, two-way. */
export function FileEditor({ file, goTo, buttons = true }: FileEditorProps) {
  const edited = useEditedFile(file);
  const view = edited.file;
  const marks = useMemo(() => marksOf(view?.diagnostics ?? [], file), [view?.diagnostics, file]);
  const place = useMemo(
    () => (goTo && view ? { place: { line: goTo.line, column: 1 }, visit: goTo.visit } : undefined),
    // The place is gone to again when the visit changes, and not when the text does.
    // oxlint-disable-next-line react/exhaustive-deps
    [goTo?.line, goTo?.visit, view === undefined],
  );
  if (!view) {
    if (edited.failure) return <FailureView failure={edited.failure} retry={edited.retry} />;
    return <Skeleton rows={14} />;
  }
  return (
    <div className={styles.editor}>
      {edited.failure && <FailureNotice failure={edited.failure} />}
      {buttons && (
        <>
          <div className={styles.buttons}>
            <FileButtons file={view} />
          </div>
          <ConflictBar file={view} />
        </>
      )}
      <div className={styles.surface}>
        <CodeEditor
          label={`Text of ${file}`}
          value={edited.text}
          onChange={edited.edit}
          marks={marks}
          marked={view.text}
          explain={explain}
          goTo={place}
          start={cursors.get(file)}
          onCursor={(at) => cursors.set(file, at)}
          yaml={/\.ya?ml$/.test(file)}
        />
      </div>
    </div>
  );
}

/** Why a rule exists, in its own words. */
export function explain(rule: string): Promise<string> {
  return call("rule.explain", { rule }).then((view) => view.reason);
}
