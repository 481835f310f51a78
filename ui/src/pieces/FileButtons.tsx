import { useEffect, useState } from "react";

import { useDo, type FileView } from "@/contract";
import { Button, IconButton } from "@/parts/Button";
import { handOver } from "@/parts/handover";

import { keysOf, useAction } from "./actions";
import styles from "./file-buttons.module.css";

/** What the buttons need of a file; a recipe carries the same about its own. */
export type FileState = Pick<FileView, "file" | "unsaved" | "undo" | "redo" | "changed_on_disk">;

/** Milliseconds for which it stands beside the buttons what was undone. */
const SHOWN = 5000;

/** Undo, redo and save of one file, with their keys; what was undone is said by its name. */
export function FileButtons({ file: state }: { file: FileState }) {
  const save = useDo("file.save");
  const undo = useDo("file.undo");
  const redo = useDo("file.redo");
  const discard = useDo("file.discard");
  const { file } = state;
  const canSave = state.unsaved && !state.changed_on_disk;
  const [done, setDone] = useState("");
  useEffect(() => {
    if (done === "") return;
    const timer = setTimeout(() => setDone(""), SHOWN);
    return () => clearTimeout(timer);
  }, [done]);
  const undoNow = () => {
    const edit = state.undo ?? "";
    undo.mutate({ file }, { onSuccess: () => setDone(`Undid ${edit}`) });
  };
  const redoNow = () => {
    const edit = state.redo ?? "";
    redo.mutate({ file }, { onSuccess: () => setDone(`Redid ${edit}`) });
  };
  const saveNow = () => {
    handOver();
    save.mutate({ file, on_conflict: null });
  };
  // Also without unsaved edits: what is being typed may not be one yet.
  useAction("file.save", saveNow, !state.changed_on_disk);
  useAction("file.undo", undoNow, state.undo !== null);
  useAction("file.redo", redoNow, state.redo !== null);
  useAction("file.discard", () => discard.mutate({ file }), state.unsaved);
  const failure = save.error ?? undo.error ?? redo.error ?? discard.error;
  return (
    <>
      {failure && failure.code !== "changed_on_disk" && (
        <span role="alert" className={`clip ${styles.failure}`} title={failure.hints.join(" ")}>
          {failure.message}
        </span>
      )}
      <span role="status" className={`clip ${styles.done}`} title={done}>
        {done}
      </span>
      <IconButton
        icon="undo"
        label={state.undo ? `Undo ${state.undo}` : "Nothing to undo"}
        keys={keysOf("file.undo")}
        isDisabled={state.undo === null || undo.isPending}
        onPress={undoNow}
      />
      <IconButton
        icon="redo"
        label={state.redo ? `Redo ${state.redo}` : "Nothing to redo"}
        keys={keysOf("file.redo")}
        isDisabled={state.redo === null || redo.isPending}
        onPress={redoNow}
      />
      {state.unsaved && (
        <Button isDisabled={!canSave || save.isPending} onPress={saveNow}>
          Save
        </Button>
      )}
    </>
  );
}
