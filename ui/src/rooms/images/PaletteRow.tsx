import type { PaletteEntry } from "@/contract";
import { carry } from "@/parts/drag";
import { Icon } from "@/parts/icons";
import { originWords } from "@/pieces/origin";

import styles from "./palette.module.css";

export interface PaletteRowProps {
  id: string;
  entry: PaletteEntry;
  marked: boolean;
  /** What the plus does: `Add`. */
  act: string;
  onMark: () => void;
  onAdd: () => void;
  onStar: () => void;
}

/** A component to lay. The search field has the keys; what is to be pressed here is for the pointer. */
export function PaletteRow({ id, entry, marked, act, onMark, onAdd, onStar }: PaletteRowProps) {
  return (
    <div
      id={id}
      role="option"
      tabIndex={-1}
      aria-selected={marked}
      className={styles.entry}
      data-testid={`palette-${entry.name}`}
      title={entry.description ?? undefined}
      onPointerDown={(event) => carry(event, { label: entry.name, payload: entry })}
      onClick={onMark}
      onDoubleClick={onAdd}
    >
      <span className={styles.name}>
        <span className="clip">{entry.name}</span>
        {entry.favourite && <Icon name="starred" size={11} />}
      </span>
      <span className="mono small dim">{entry.version}</span>
      <span className="clip small dim">{entry.description ?? entry.phases.join(", ")}</span>
      <span className="small dim">{entry.test ? "test" : originWords(entry.origin)}</span>
      {entry.favourite && <span className="unseen">favourite</span>}
      <span className={styles.tools} aria-hidden="true">
        <span
          aria-hidden="true"
          className={styles.tool}
          data-on={entry.favourite}
          title={entry.favourite ? "No favourite of the team any more" : "Make it a favourite of the team"}
          onClick={(event) => {
            event.stopPropagation();
            onStar();
          }}
        >
          <Icon name={entry.favourite ? "starred" : "star"} size={14} />
        </span>
        <span
          aria-hidden="true"
          className={styles.tool}
          title={`${act} ${entry.name}`}
          onClick={(event) => {
            event.stopPropagation();
            onAdd();
          }}
        >
          <Icon name="plus" size={14} />
        </span>
      </span>
    </div>
  );
}
