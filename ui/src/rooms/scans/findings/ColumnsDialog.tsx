import { useState } from "react";

import { Button, IconButton } from "@/parts/Button";
import { Dialog } from "@/parts/Dialog";
import { Check } from "@/parts/Field";
import { useAction } from "@/pieces/actions";

import { withColumn, withMoved } from "./columnChoice";
import { COLUMNS } from "./columns";
import styles from "./findings.module.css";

/** Chooses the columns of the table and their order. */
export function ColumnsDialog(props: {
  /** On screen now. */
  shown: string[];
  /** Nobody chose them. */
  usual: boolean;
  onChange: (keys: string[]) => void;
}) {
  const { shown, usual, onChange } = props;
  const [open, setOpen] = useState(false);
  useAction("scan.columns", () => setOpen(true));
  const titleOf = (key: string) => COLUMNS.find((column) => column.key === key)?.title ?? key;
  const keys = [...shown, ...COLUMNS.map(({ key }) => key).filter((key) => !shown.includes(key))];
  return (
    <>
      <IconButton icon="panel" label="Columns…" onPress={() => setOpen(true)} />
      <Dialog
        open={open}
        onClose={() => setOpen(false)}
        title="Columns"
        width={380}
        foot={
          <>
            <Button isDisabled={usual} onPress={() => onChange([])}>
              As many as fit
            </Button>
            <Button look="primary" onPress={() => setOpen(false)}>
              Done
            </Button>
          </>
        }
      >
        <p className="dim">
          {usual ? "As many as fit into the table are shown." : "These are shown, whatever the width."}
        </p>
        <ul className={styles.choices}>
          {keys.map((key) => {
            const on = shown.includes(key);
            return (
              <li key={key}>
                <Check on={on} onChange={() => onChange(withColumn(shown, key))}>
                  {titleOf(key)}
                </Check>
                {on && (
                  <>
                    <IconButton
                      small
                      icon="up"
                      label={`Move ${titleOf(key)} to the left`}
                      isDisabled={shown[0] === key}
                      onPress={() => onChange(withMoved(shown, key, -1))}
                    />
                    <IconButton
                      small
                      icon="down"
                      label={`Move ${titleOf(key)} to the right`}
                      isDisabled={shown.at(-1) === key}
                      onPress={() => onChange(withMoved(shown, key, 1))}
                    />
                  </>
                )}
              </li>
            );
          })}
        </ul>
      </Dialog>
    </>
  );
}
