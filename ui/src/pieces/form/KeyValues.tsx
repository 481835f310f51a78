import { useState } from "react";

import { Button, IconButton } from "@/parts/Button";
import { CommittedField, TextField } from "@/parts/Field";

import { useForm, useProblems } from "./form";
import styles from "./form.module.css";
import type { FieldProps } from "./fields";
import { entriesAt, type Path } from "./path";
import { FieldProblems, Shell } from "./Shell";

export interface KeyValuesProps extends FieldProps {
  /** How many AWS takes. */
  most: number;
  /** One of them, in a sentence: `tag`. */
  what: string;
}

/** Names and values, such as tags. */
export function KeyValues({ path, label, note, most, what }: KeyValuesProps) {
  const { view, setAll, set } = useForm();
  const problems = useProblems(path);
  const entries = entriesAt(view.value, path);
  const full = entries.length >= most;
  const rename = (from: string, to: string, value: string) =>
    setAll([
      { path: [...path, from], value: null },
      { path: [...path, to], value },
    ]);
  return (
    <Shell
      label={label}
      api={path.at(-1) ?? ""}
      problems={problems}
      note={
        <>
          {entries.length > 0 && `${entries.length} of `}
          {entries.length > 0 ? most : `At most ${most}`}.{note && <> {note}</>}
        </>
      }
    >
      {entries.length > 0 && (
        <ul className={styles.rows} aria-label={label}>
          {entries.map(([key, value]) => (
            <Row
              key={key}
              path={[...path, key]}
              what={what}
              name={key}
              value={value}
              taken={(name) => entries.some(([other]) => other === name)}
              onRename={(name) => rename(key, name, value)}
              onValue={(text) => set([...path, key], text)}
              onRemove={() => set([...path, key], null)}
            />
          ))}
        </ul>
      )}
      {!full && (
        <Addition
          what={what}
          taken={(name) => entries.some(([other]) => other === name)}
          onAdd={(name, value) => set([...path, name], value)}
        />
      )}
    </Shell>
  );
}

function Row(props: {
  path: Path;
  what: string;
  name: string;
  value: string;
  taken: (name: string) => boolean;
  onRename: (name: string) => void;
  onValue: (value: string) => void;
  onRemove: () => void;
}) {
  const { name, what, value } = props;
  const problems = useProblems(props.path);
  const [refused, setRefused] = useState<string | null>(null);
  return (
    <li>
      <div className={styles.pair}>
        <CommittedField
          quiet
          mono
          label={`Key of the ${what} ${name}`}
          value={name}
          error={refused !== null ? `There is a ${what} ${refused} already.` : undefined}
          onCommit={(text) => {
            const wanted = text.trim();
            setRefused(wanted !== name && props.taken(wanted) ? wanted : null);
            if (wanted === "") props.onRemove();
            else if (wanted !== name && !props.taken(wanted)) props.onRename(wanted);
          }}
        />
        <CommittedField
          quiet
          mono
          label={`Value of the ${what} ${name}`}
          value={value}
          onCommit={props.onValue}
        />
        <IconButton small icon="remove" label={`Remove the ${what} ${name}`} onPress={props.onRemove} />
      </div>
      <FieldProblems problems={problems} />
    </li>
  );
}

function Addition(props: {
  what: string;
  taken: (name: string) => boolean;
  onAdd: (name: string, value: string) => void;
}) {
  const [name, setName] = useState("");
  const [value, setValue] = useState("");
  const wanted = name.trim();
  const taken = wanted !== "" && props.taken(wanted);
  const add = () => {
    if (wanted === "" || taken) return;
    props.onAdd(wanted, value);
    setName("");
    setValue("");
  };
  const onKeyDown = (event: { key: string; preventDefault: () => void }) => {
    if (event.key === "Enter") add();
    else if (event.key === "Escape" && name + value !== "") {
      event.preventDefault();
      setName("");
      setValue("");
    }
  };
  return (
    <div
      className={styles.pair}
      // Leaving the two fields is the same as Enter in one of them.
      onBlur={(event) => {
        if (!event.currentTarget.contains(event.relatedTarget)) add();
      }}
    >
      <TextField
        quiet
        mono
        label={`Key of a new ${props.what}`}
        placeholder="Key"
        value={name}
        error={taken ? `There is a ${props.what} ${wanted} already.` : undefined}
        onChange={setName}
        onKeyDown={onKeyDown}
      />
      <TextField
        quiet
        mono
        label={`Value of a new ${props.what}`}
        placeholder="Value"
        value={value}
        onChange={setValue}
        onKeyDown={onKeyDown}
      />
      <Button small look="quiet" isDisabled={wanted === "" || taken} onPress={add}>
        Add
      </Button>
    </div>
  );
}
