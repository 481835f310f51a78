import { useEffect, useRef, useState, type KeyboardEvent } from "react";

import { Button, IconButton } from "@/parts/Button";
import { CommittedField, TextField } from "@/parts/Field";
import { handOver } from "@/parts/handover";

import { useForm, useProblems } from "./form";
import styles from "./form.module.css";
import type { FieldProps } from "./fields";
import { textsAt, type Path } from "./path";
import { FieldProblems, Shell } from "./Shell";

export interface StringListProps extends FieldProps {
  /** One of them, in a sentence: `instance type`. */
  what: string;
  /** How many AWS takes; without it the API names no limit. */
  most?: number;
  placeholder?: string;
  /** Whether the order means something; else there is nothing to move. */
  ordered?: boolean;
}

/** Texts in an order. Alt with an arrow key moves one, and the focus goes along. */
export function StringList(props: StringListProps) {
  const { path, label, note, what, most, placeholder, ordered = false } = props;
  const { view, set, move, busy } = useForm();
  const problems = useProblems(path);
  const items = textsAt(view.value, path);
  const rows = useRef<HTMLUListElement>(null);
  const follow = useRef<number | null>(null);
  const [said, setSaid] = useState("");
  const [added, setAdded] = useState("");

  const order = items.join("\n");
  useEffect(() => {
    if (follow.current === null) return;
    rows.current?.querySelector<HTMLInputElement>(`[data-at="${follow.current}"] input`)?.focus();
    follow.current = null;
  }, [order]);

  const shift = (from: number, by: number) => {
    const to = from + by;
    // A held key moves one place an answer: the positions are those of the last one.
    if (busy || to < 0 || to >= items.length) return;
    handOver();
    follow.current = to;
    move(path, from, to);
    setSaid(`${items[from] ?? what} moved to ${to + 1} of ${items.length}`);
  };
  const add = () => {
    const wanted = added.trim();
    if (wanted === "") return;
    set([...path, String(items.length)], wanted);
    setAdded("");
    setSaid(`${wanted} added`);
  };
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
      {items.length > 0 && (
        <ul ref={rows} className={styles.rows} aria-label={label}>
          {items.map((item, at) => (
            // A row is its place: what is moved keeps its text in the file, not its element.
            // oxlint-disable-next-line react/no-array-index-key
            <Item
              key={at}
              at={at}
              path={[...path, String(at)]}
              what={what}
              item={item}
              count={items.length}
              ordered={ordered}
              onShift={(by) => shift(at, by)}
              onCommit={(text) => set([...path, String(at)], text === "" ? null : text)}
              onRemove={() => {
                set([...path, String(at)], null);
                setSaid(`${item} removed`);
              }}
            />
          ))}
        </ul>
      )}
      {(most === undefined || items.length < most) && (
        <div className={styles.addition}>
          <TextField
            quiet
            mono
            label={`New ${what}`}
            placeholder={placeholder ?? `Add ${/^[aeiou]/i.test(what) ? "an" : "a"} ${what}`}
            value={added}
            onChange={setAdded}
            onBlur={add}
            onKeyDown={(event) => {
              if (event.key === "Enter") add();
              else if (event.key === "Escape" && added !== "") {
                event.preventDefault();
                setAdded("");
              }
            }}
          />
          <Button small look="quiet" isDisabled={added.trim() === ""} onPress={add}>
            Add
          </Button>
        </div>
      )}
      <div className="unseen" role="status">
        {said}
      </div>
    </Shell>
  );
}

function Item(props: {
  at: number;
  path: Path;
  what: string;
  item: string;
  count: number;
  ordered: boolean;
  onShift: (by: number) => void;
  onCommit: (text: string) => void;
  onRemove: () => void;
}) {
  const { at, what, item, count, ordered } = props;
  const problems = useProblems(props.path);
  const keys = (event: KeyboardEvent) => {
    if (!ordered || !event.altKey || (event.key !== "ArrowUp" && event.key !== "ArrowDown")) return;
    event.preventDefault();
    event.stopPropagation();
    props.onShift(event.key === "ArrowUp" ? -1 : 1);
  };
  return (
    // The field within has the focus; the row listens for the key that moves it.
    // oxlint-disable-next-line jsx-a11y/no-noninteractive-element-interactions
    <li data-at={at} onKeyDown={keys}>
      <div className={styles.item}>
        {ordered && (
          <span className={styles.number} aria-hidden="true">
            {at + 1}
          </span>
        )}
        <CommittedField
          quiet
          mono
          label={`${what} ${at + 1} of ${count}`}
          value={item}
          onCommit={(text) => props.onCommit(text.trim())}
        />
        {ordered && (
          <>
            <IconButton
              small
              icon="up"
              label={`Move ${item} up`}
              keys="Alt ↑"
              isDisabled={at === 0}
              onPress={() => props.onShift(-1)}
            />
            <IconButton
              small
              icon="down"
              label={`Move ${item} down`}
              keys="Alt ↓"
              isDisabled={at === count - 1}
              onPress={() => props.onShift(1)}
            />
          </>
        )}
        <IconButton small icon="remove" label={`Remove ${item}`} onPress={props.onRemove} />
      </div>
      <FieldProblems problems={problems} />
    </li>
  );
}
