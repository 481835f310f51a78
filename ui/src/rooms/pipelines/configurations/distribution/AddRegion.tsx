import { useState } from "react";

import { useAsk } from "@/contract";
import { Button } from "@/parts/Button";
import { Dialog } from "@/parts/Dialog";
import { Check, TextField } from "@/parts/Field";

import { countsOf, type Column } from "./matrix";
import styles from "./matrix.module.css";

/** The form of a Region's name; whether AWS has it is not known offline. */
const REGION = /^[a-z]{2,4}(-[a-z]+){1,3}-\d{1,2}$/;

/** One more Region, as the first one if wanted. */
export function AddRegion(props: {
  columns: Column[];
  onClose: () => void;
  onAdd: (region: string, sharedAs: Column | undefined) => void;
}) {
  const { columns, onClose, onAdd } = props;
  const pipelines = useAsk("pipeline.list", {}).data?.pipelines ?? [];
  const [typed, setTyped] = useState("");
  const [shared, setShared] = useState(true);
  const first = columns.find((column) => column.ami);
  const region = typed.trim();
  const taken = columns.some((column) => column.region === region);
  const known = [...new Set(pipelines.flatMap((one) => one.regions))]
    .filter((one) => !columns.some((column) => column.region === one))
    .toSorted();
  const fault = taken
    ? "It is there already; AWS takes a Region once."
    : region !== "" && !REGION.test(region)
      ? "A Region is written like eu-west-1."
      : undefined;
  const ready = region !== "" && fault === undefined;
  const add = () => {
    if (ready) onAdd(region, shared ? first : undefined);
  };
  return (
    <Dialog
      open
      onClose={onClose}
      width={440}
      title="Add a Region"
      foot={
        <>
          <Button onPress={onClose}>Cancel</Button>
          <Button look="primary" isDisabled={!ready} onPress={add}>
            Add
          </Button>
        </>
      }
    >
      <div className={styles.adding}>
        <TextField
          autoFocus
          mono
          label="Region"
          placeholder="eu-central-1"
          value={typed}
          error={fault}
          onChange={setTyped}
          onKeyDown={(event) => {
            if (event.key === "Enter") add();
          }}
        />
        {known.length > 0 && (
          <div className={styles.known} role="group" aria-label="Regions of this workspace’s pipelines">
            {known.map((one) => (
              <Button key={one} small onPress={() => setTyped(one)}>
                {one}
              </Button>
            ))}
          </div>
        )}
        {first && countsOf(first).launch > 0 && (
          <Check on={shared} onChange={setShared}>
            Let the same {countsOf(first).launch} launch it as in {first.region}
          </Check>
        )}
        <p className="dim small">
          It gets the AMI’s name of the first Region. Its key does not come along: each Region has keys of its
          own.
        </p>
      </div>
    </Dialog>
  );
}
