import { useEffect, useState } from "react";

import { useDo, type FileView } from "@/contract";
import { Button, IconButton } from "@/parts/Button";
import { Dialog } from "@/parts/Dialog";
import { handOver } from "@/parts/handover";
import { Menu } from "@/parts/Menu";

import { keysOf, useAction } from "./actions";
import styles from "./file-buttons.module.css";

/** What the buttons need of a file; a recipe and any other resource carry the same about their own. */
export type FileState = Pick<FileView, "file" | "unsaved" | "edits" | "undo" | "redo" | "changed_on_disk">;

/** Milliseconds for which it stands beside the buttons what was undone. */
const SHOWN = 5000;

/** `3 edits`; a draft of an earlier version of the program may not know how many. */
function editsText(count: number): string {
  return count === 0 ? "unsaved edits" : `${count} unsaved ${count === 1 ? "edit" : "edits"}`;
}

/**
 * Undo, redo and save of one file, with their keys; what was undone is said by its name. Why something failed is said
 * by the `ConflictBar` of the file.
 */
export function FileButtons({ file: state }: { file: FileState }) {
  const save = useDo("file.save");
  const undo = useDo("file.undo");
  const redo = useDo("file.redo");
  const discard = useDo("file.discard");
  const [asking, setAsking] = useState(false);
  const { file } = state;
  const canSave = state.unsaved && !state.changed_on_disk;
  const [done, setDone] = useState("");
  useEffect(() => {
    if (done === "") return;
    const timer = setTimeout(() => setDone(""), SHOWN);
    return () => clearTimeout(timer);
  }, [done]);
  const saveNow = () => {
    handOver();
    save.mutate({ file, on_conflict: null });
  };
  // What is typed and not handed over yet is an edit as well: it is the first that is undone, and its name is known
  // from the answer.
  const undoNow = () => {
    handOver();
    undo.mutate({ file }, { onSuccess: ({ redo: undone }) => setDone(`Undid ${undone ?? "it"}`) });
  };
  const redoNow = () => {
    redo.mutate({ file }, { onSuccess: ({ undo: redone }) => setDone(`Redid ${redone ?? "it"}`) });
  };
  // Also without unsaved edits: what is being typed may not be one yet.
  useAction("file.save", saveNow, !state.changed_on_disk);
  useAction("file.undo", undoNow, state.undo !== null);
  useAction("file.redo", redoNow, state.redo !== null);
  useAction("file.discard", () => setAsking(true), state.unsaved);
  return (
    <>
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
      {(state.undo !== null || state.redo !== null || state.unsaved) && (
        <Menu
          label="Edits"
          groups={[
            {
              id: "Steps",
              entries: [
                {
                  id: "undo",
                  label: state.undo ? `Undo ${state.undo}` : "Nothing to undo",
                  note: keysOf("file.undo"),
                  disabled: state.undo === null,
                  act: undoNow,
                },
                {
                  id: "redo",
                  label: state.redo ? `Redo ${state.redo}` : "Nothing to redo",
                  note: keysOf("file.redo"),
                  disabled: state.redo === null,
                  act: redoNow,
                },
              ],
            },
            {
              id: "All",
              entries: [
                {
                  id: "discard",
                  label: state.unsaved ? `Discard ${editsText(state.edits)}…` : "Nothing to discard",
                  disabled: !state.unsaved,
                  danger: state.unsaved,
                  act: () => setAsking(true),
                },
              ],
            },
          ]}
        >
          <IconButton small icon="down" label="Edits" />
        </Menu>
      )}
      {state.unsaved && (
        <Button isDisabled={!canSave || save.isPending} onPress={saveNow}>
          Save
        </Button>
      )}
      <Dialog
        open={asking}
        onClose={() => setAsking(false)}
        title={`Discard ${editsText(state.edits)}?`}
        width={440}
        foot={
          <>
            <Button look="quiet" onPress={() => setAsking(false)}>
              Keep them
            </Button>
            <Button
              look="danger"
              onPress={() => {
                setAsking(false);
                discard.mutate({ file });
              }}
            >
              Discard
            </Button>
          </>
        }
      >
        <p>
          <span className="mono foreign">{file}</span> goes back to what is on disk. The edits and their
          history are gone then.
        </p>
      </Dialog>
    </>
  );
}
