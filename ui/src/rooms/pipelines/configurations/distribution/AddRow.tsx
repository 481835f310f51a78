import { useState } from "react";

import { Button } from "@/parts/Button";
import { Dialog } from "@/parts/Dialog";
import { TextField } from "@/parts/Field";

import { whoOf, type Who } from "./matrix";
import styles from "./matrix.module.css";

/** A row for somebody whom the targets do not have: units and organisations are known by their ARN only. */
export function AddRow({ onClose, onAdd }: { onClose: () => void; onAdd: (who: Who) => void }) {
  const [typed, setTyped] = useState("");
  const who = whoOf(typed);
  const add = () => {
    if (who) onAdd(who);
  };
  return (
    <Dialog
      open
      onClose={onClose}
      width={560}
      title="Add a row"
      foot={
        <>
          <Button onPress={onClose}>Cancel</Button>
          <Button look="primary" isDisabled={who === null} onPress={add}>
            Add
          </Button>
        </>
      }
    >
      <div className={styles.adding}>
        <TextField
          autoFocus
          mono
          label="Account, or ARN of an organisational unit or an organisation"
          placeholder="arn:aws:organizations::111122223333:ou/o-…/ou-…"
          value={typed}
          error={
            typed.trim() !== "" && who === null ? "Twelve digits, or an ARN of AWS Organizations." : undefined
          }
          note="Nothing is written before a box of the row is ticked."
          onChange={setTyped}
          onKeyDown={(event) => {
            if (event.key === "Enter") add();
          }}
        />
      </div>
    </Dialog>
  );
}
