import { useNavigate } from "@tanstack/react-router";
import { useState } from "react";

import { useAsk, useDo } from "@/contract";
import { Button } from "@/parts/Button";
import { Dialog } from "@/parts/Dialog";
import { TextField } from "@/parts/Field";
import { toast } from "@/parts/toast";
import { FailureNotice } from "@/pieces/FailureView";

import { useAfterwards } from "./afterwards";
import { Dependants } from "./Dependants";
import { copyName, nameFault, recipesOf } from "./names";
import { imageTask } from "./open";

/** Another name for an image, or a copy of it under one. References follow a rename. */
export function NameDialog({ task, recipe }: { task: "duplicate" | "rename"; recipe: string }) {
  const navigate = useNavigate();
  const images = useAsk("workspace.current", {}).data?.images ?? [];
  const rename = useDo("resource.rename");
  const copy = useDo("resource.copy");
  const afterwards = useAfterwards();
  const taken = recipesOf(images);
  const [name, setName] = useState(() => (task === "rename" ? recipe : copyName(recipe, taken)));
  const resource = { kind: "ImageRecipe" as const, name: recipe };
  const others = task === "rename" ? taken.filter((other) => other !== recipe) : taken;
  const fault = nameFault(name, others);
  const busy = rename.isPending || copy.isPending;
  const ready = name !== "" && fault === undefined && !(task === "rename" && name === recipe);
  const close = () => imageTask.set(null);
  const go = (to: string) => {
    close();
    void navigate({ to: "/images/$recipe", params: { recipe: to } });
  };
  const start = () => {
    if (!ready || busy) return;
    if (task === "duplicate") {
      copy.mutate({ resource, name }, { onSuccess: () => go(name) });
      return;
    }
    rename.mutate(
      { resource, name },
      {
        onSuccess: ({ files, resource: renamed }) => {
          go(renamed.name);
          toast(
            `${recipe} is ${renamed.name} now; ${files.length === 1 ? "1 file has" : `${files.length} files have`} edits to save`,
            {
              label: "Undo",
              act: () => afterwards("resource.rename", { resource: renamed, name: recipe }, () => go(recipe)),
            },
          );
        },
      },
    );
  };
  const failure = rename.error ?? copy.error;
  return (
    <Dialog
      open
      onClose={close}
      busy={busy}
      width={620}
      title={task === "rename" ? `Rename ${recipe}` : `Duplicate ${recipe}`}
      foot={
        <>
          <Button isDisabled={busy} onPress={close}>
            Cancel
          </Button>
          <Button look="primary" isDisabled={!ready || busy} onPress={start}>
            {task === "rename" ? "Rename" : "Duplicate"}
          </Button>
        </>
      }
    >
      {failure && <FailureNotice failure={failure} />}
      <TextField
        label="Name"
        mono
        autoFocus
        value={name}
        error={fault}
        onChange={setName}
        onKeyDown={(event) => {
          if (event.key === "Enter") start();
        }}
      />
      {task === "rename" && (
        <Dependants resource={resource} none="Nothing refers to it.">
          {(count) => `${count === 1 ? "This reference follows" : `These ${count} references follow`}:`}
        </Dependants>
      )}
    </Dialog>
  );
}
