import { useState } from "react";

import { useAsk, useDo, type Renamed, type ResourceName } from "@/contract";
import { Button } from "@/parts/Button";
import { Dialog } from "@/parts/Dialog";
import { TextField } from "@/parts/Field";
import { handOver } from "@/parts/handover";
import { toast } from "@/parts/toast";

import { FailureNotice } from "../FailureView";
import { useGoToResource } from "./address";
import { Dependants, referenceWords } from "./Dependants";
import styles from "./resource.module.css";
import { useAfterwards } from "./useAfterwards";
import { copyName, kindWords, nameFault } from "./words";

export interface NameDialogProps {
  action: "rename" | "copy";
  resource: ResourceName;
  onClose: () => void;
}

/** Another name for a resource, or a name for its copy. */
export function NameDialog({ action, resource, onClose }: NameDialogProps) {
  const goTo = useGoToResource();
  const all = useAsk("resource.list", {}).data?.resources ?? [];
  const view = useAsk("resource.get", resource, { enabled: action === "rename" }).data;
  const copy = useDo("resource.copy");
  const rename = useDo("resource.rename");
  const afterwards = useAfterwards();
  const [typed, setTyped] = useState<string | null>(null);
  const { kind, name: own } = resource;
  const renaming = action === "rename";
  const name = typed ?? (renaming ? own : copyName(own, kind, all));
  const fault = nameFault(name, kind, all, renaming ? own : undefined);
  const busy = copy.isPending || rename.isPending;
  const ready = name !== "" && fault === undefined && !busy && !(renaming && name === own);
  const failure = copy.error ?? rename.error;
  const dependants = view?.used_by ?? [];

  const renamed = (answer: Renamed) => {
    onClose();
    goTo(answer.resource);
    toast(
      answer.files.length === 1
        ? `${own} is now ${name}; its file is not saved yet`
        : `${own} is now ${name}; ${answer.files.length} files are not saved yet`,
      {
        label: "Undo",
        act: () =>
          afterwards(
            "resource.rename",
            { resource: answer.resource, name: own },
            `${name} could not be named ${own} again`,
            (back) => goTo(back.resource),
          ),
      },
    );
  };
  const start = () => {
    if (!ready) return;
    // What is still being typed belongs to the resource before it moves.
    handOver();
    if (renaming) rename.mutate({ resource, name }, { onSuccess: renamed });
    else {
      copy.mutate(
        { resource, name },
        {
          onSuccess: (made) => {
            onClose();
            goTo(made);
          },
        },
      );
    }
  };
  return (
    <Dialog
      open
      onClose={onClose}
      width={680}
      busy={busy}
      title={renaming ? `Rename ${own}` : `Duplicate ${own}`}
      foot={
        <>
          <Button isDisabled={busy} onPress={onClose}>
            Cancel
          </Button>
          <Button look="primary" isDisabled={!ready} onPress={start}>
            {renaming ? "Rename" : "Duplicate"}
          </Button>
        </>
      }
    >
      <form
        className={styles.form}
        onSubmit={(event) => {
          event.preventDefault();
          start();
        }}
      >
        {failure && <FailureNotice failure={failure} />}
        <TextField autoFocus mono label="Name" value={name} onChange={setTyped} error={fault} />
        {renaming && (
          <p className="dim small">
            AWS cannot rename: what is published as {own} stays, and the next publish makes a new{" "}
            {kindWords[kind]}.
          </p>
        )}
        {view && dependants.length === 0 && <p className="dim">Nothing in the workspace refers to it.</p>}
        {dependants.length > 0 && (
          <section>
            <h3>{referenceWords(dependants.length)} will follow</h3>
            <Dependants dependants={dependants} />
          </section>
        )}
      </form>
    </Dialog>
  );
}
