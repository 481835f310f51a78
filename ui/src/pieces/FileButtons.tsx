import { useDo, type FileView } from "@/contract";
import { Button, IconButton } from "@/parts/Button";
import { handOver } from "@/parts/handover";

import { keysOf, useAction } from "./actions";

/** What the buttons need of a file; a recipe carries the same about its own. */
export type FileState = Pick<FileView, "file" | "unsaved" | "undo" | "redo" | "changed_on_disk">;

/** Undo, redo and save of one file, with their keys. */
export function FileButtons({ file: state }: { file: FileState }) {
  const save = useDo("file.save");
  const undo = useDo("file.undo");
  const redo = useDo("file.redo");
  const discard = useDo("file.discard");
  const { file } = state;
  const canSave = state.unsaved && !state.changed_on_disk;
  const saveNow = () => {
    handOver();
    save.mutate({ file, on_conflict: null });
  };
  // Also without unsaved edits: what is being typed may not be one yet.
  useAction("file.save", saveNow, !state.changed_on_disk);
  useAction("file.undo", () => undo.mutate({ file }), state.undo !== null);
  useAction("file.redo", () => redo.mutate({ file }), state.redo !== null);
  useAction("file.discard", () => discard.mutate({ file }), state.unsaved);
  const failure = save.error ?? undo.error ?? redo.error ?? discard.error;
  return (
    <>
      {failure && failure.code !== "changed_on_disk" && (
        <span
          role="alert"
          className="clip"
          style={{ color: "var(--bad)", maxWidth: 320 }}
          title={failure.hints.join(" ")}
        >
          {failure.message}
        </span>
      )}
      <IconButton
        icon="undo"
        label={state.undo ? `Undo ${state.undo}` : "Nothing to undo"}
        keys={keysOf("file.undo")}
        isDisabled={state.undo === null || undo.isPending}
        onPress={() => undo.mutate({ file })}
      />
      <IconButton
        icon="redo"
        label={state.redo ? `Redo ${state.redo}` : "Nothing to redo"}
        keys={keysOf("file.redo")}
        isDisabled={state.redo === null || redo.isPending}
        onPress={() => redo.mutate({ file })}
      />
      {state.unsaved && (
        <Button isDisabled={!canSave || save.isPending} onPress={saveNow}>
          Save
        </Button>
      )}
    </>
  );
}
