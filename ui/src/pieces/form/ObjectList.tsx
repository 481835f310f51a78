import type { ReactNode } from "react";

import type { FieldValue } from "@/contract";
import { Button, IconButton } from "@/parts/Button";

import { useForm, useProblems } from "./form";
import styles from "./form.module.css";
import type { FieldProps } from "./fields";
import { listAt, type Path } from "./path";
import { Shell } from "./Shell";

export interface ObjectListProps extends FieldProps {
  /** One of them, in a sentence: `launch template`. */
  what: string;
  /** How many AWS takes; without it the API names no limit. */
  most?: number;
  /** What a new one has. */
  blank?: FieldValue;
  /** Asks for a new one, in place of `blank`. */
  onAdd?: () => void;
  ordered?: boolean;
  /** The fields of one; `path` leads to it. */
  children: (path: Path, at: number) => ReactNode;
}

/** Entries with fields of their own. */
export function ObjectList(props: ObjectListProps) {
  const { path, label, note, what, most, blank = {}, onAdd, ordered = false, children } = props;
  const { view, set, move, busy } = useForm();
  const problems = useProblems(path);
  const count = listAt(view.value, path).length;
  return (
    <Shell
      label={label}
      api={path.at(-1) ?? ""}
      problems={problems}
      note={
        <>
          {most !== undefined && `At most ${most.toLocaleString("en")}. `}
          {note}
        </>
      }
    >
      {count > 0 && (
        <ol className={styles.rows} aria-label={label}>
          {Array.from({ length: count }, (_, at) => (
            <li key={at} className={styles.entry}>
              <div className={styles.entryFields}>{children([...path, String(at)], at)}</div>
              <span className={styles.entryTools}>
                {ordered && (
                  <>
                    <IconButton
                      small
                      icon="up"
                      label={`Move ${what} ${at + 1} up`}
                      isDisabled={at === 0 || busy}
                      onPress={() => move(path, at, at - 1)}
                    />
                    <IconButton
                      small
                      icon="down"
                      label={`Move ${what} ${at + 1} down`}
                      isDisabled={at === count - 1 || busy}
                      onPress={() => move(path, at, at + 1)}
                    />
                  </>
                )}
                <IconButton
                  small
                  icon="remove"
                  label={`Remove ${what} ${at + 1}`}
                  onPress={() => set([...path, String(at)], null)}
                />
              </span>
            </li>
          ))}
        </ol>
      )}
      {(most === undefined || count < most) && (
        <div className={styles.another}>
          <Button small icon="plus" onPress={onAdd ?? (() => set([...path, String(count)], blank))}>
            Add {/^[aeiou]/i.test(what) ? "an" : "a"} {what}
          </Button>
        </div>
      )}
    </Shell>
  );
}
