import { useState } from "react";

import { useAsk, useDo } from "@/contract";
import { Button } from "@/parts/Button";
import { Dialog } from "@/parts/Dialog";
import { TextField } from "@/parts/Field";

import { FailureNotice } from "../FailureView";
import { FieldName, FieldNote } from "../form/Shell";
import { useGoToResource } from "./address";
import type { ShortKind } from "./open";
import styles from "./resource.module.css";
import { asking, kindWords, nameFault, newFields } from "./words";

/** A new resource from its name and the two fields it cannot do without. */
export function CreateDialog({ kind, onClose }: { kind: ShortKind; onClose: () => void }) {
  const goTo = useGoToResource();
  const all = useAsk("resource.list", {}).data?.resources ?? [];
  const create = useDo("resource.create");
  const [name, setName] = useState("");
  const [values, setValues] = useState<[string, string]>([asking[kind][0].initial, asking[kind][1].initial]);
  const [first, second] = asking[kind];
  const fault = nameFault(name, kind, all);
  // The second one has a sensible default except for containers.
  const filled = values[0].trim() !== "" && (kind !== "ContainerRecipe" || values[1].trim() !== "");
  const ready = name !== "" && fault === undefined && filled && !create.isPending;
  const start = () => {
    if (!ready) return;
    create.mutate(
      { resource: { kind, name }, fields: newFields(kind, name, [values[0].trim(), values[1].trim()]) },
      {
        onSuccess: (made) => {
          onClose();
          goTo(made);
        },
      },
    );
  };
  return (
    <Dialog
      open
      onClose={onClose}
      busy={create.isPending}
      title={`New ${kindWords[kind]}`}
      foot={
        <>
          <Button isDisabled={create.isPending} onPress={onClose}>
            Cancel
          </Button>
          <Button look="primary" isDisabled={!ready} onPress={start}>
            Create
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
        {create.error && <FailureNotice failure={create.error} />}
        <TextField autoFocus mono label="Name" value={name} onChange={setName} error={fault} />
        <TextField
          mono
          label={<FieldName label={first.label} api={first.api} />}
          value={values[0]}
          placeholder={first.placeholder}
          note={<FieldNote api={first.api}>{first.note}</FieldNote>}
          onChange={(text) => setValues(([, other]) => [text, other])}
        />
        <TextField
          mono
          label={<FieldName label={second.label} api={second.api} />}
          value={values[1]}
          placeholder={
            kind === "DistributionConfiguration" && name !== ""
              ? `${name}-{{ imagebuilder:buildDate }}`
              : second.placeholder
          }
          note={<FieldNote api={second.api}>{second.note}</FieldNote>}
          onChange={(text) => setValues(([other]) => [other, text])}
        />
        {/* Enter in a field submits only where a form has a button to submit with. */}
        <button type="submit" className="unseen" tabIndex={-1} aria-hidden="true" />
      </form>
    </Dialog>
  );
}
