import { useState, type ReactNode } from "react";

import type { FieldProblem } from "@/contract";
import { CommittedField, Segments, Select } from "@/parts/Field";

import { useForm, useProblems } from "./form";
import { orNothing, rangeWords, textAt, wholeNumber, type Path } from "./path";
import { FieldName, FieldNote, FieldProblems, Shell } from "./Shell";

export interface FieldProps {
  path: Path;
  label: string;
  /** What the field is for, and what the API takes. */
  note?: ReactNode;
}

/** Errors make a field invalid; what else there is to say stands beside its note. */
function bySeverity(problems: FieldProblem[]): [FieldProblem[], FieldProblem[]] {
  const isError = (one: FieldProblem) => one.diagnostic.severity === "error";
  return [problems.filter(isError), problems.filter((one) => !isError(one))];
}

/** The API's name of a field: the last key of its path. */
const apiOf = (path: Path): string => path.at(-1) ?? "";

export interface TextFieldProps extends FieldProps {
  placeholder?: string;
  mono?: boolean;
  /** A cell of a table: without a visible label and note; its row says what is wrong. */
  quiet?: boolean;
}

/** A text. Leaving it empty removes the field. */
export function TextField({ path, label, note, placeholder, mono, quiet }: TextFieldProps) {
  const { view, set } = useForm();
  const [errors, others] = bySeverity(useProblems(path));
  return (
    <CommittedField
      label={quiet ? label : <FieldName label={label} api={apiOf(path)} />}
      quiet={quiet ?? false}
      value={textAt(view.value, path) ?? ""}
      mono={mono ?? false}
      {...(placeholder === undefined ? {} : { placeholder })}
      error={errors.length > 0 ? !quiet && <FieldProblems problems={errors} /> : undefined}
      note={
        !quiet && (
          <>
            <FieldProblems problems={others} />
            <FieldNote api={apiOf(path)}>{note}</FieldNote>
          </>
        )
      }
      onCommit={(text) => set(path, orNothing(text))}
    />
  );
}

export interface NumberFieldProps extends TextFieldProps {
  /** What the API takes. */
  least: number;
  most: number;
  unit?: string;
}

/** A whole number. What is none is not taken over, and said. */
export function NumberField(props: NumberFieldProps) {
  const { path, label, note, placeholder, quiet, least, most, unit } = props;
  const { view, set } = useForm();
  const [errors, others] = bySeverity(useProblems(path));
  const [refused, setRefused] = useState<string | null>(null);
  const value = textAt(view.value, path) ?? "";
  const error =
    refused !== null || errors.length > 0 ? (
      <>
        {refused !== null && (
          <span>
            “{refused}” is no whole number; {value === "" ? "nothing was set" : `it stays ${value}`}.
          </span>
        )}
        {!quiet && <FieldProblems problems={errors} />}
      </>
    ) : undefined;
  return (
    <CommittedField
      mono
      label={quiet ? label : <FieldName label={label} api={apiOf(path)} />}
      quiet={quiet ?? false}
      value={value}
      {...(placeholder === undefined ? {} : { placeholder })}
      error={error}
      note={
        !quiet && (
          <>
            <FieldProblems problems={others} />
            <FieldNote api={apiOf(path)}>
              {rangeWords(least, most)}
              {unit && ` ${unit}`}
              {note && <>. {note}</>}
            </FieldNote>
          </>
        )
      }
      onCommit={(text) => {
        const number = text.trim() === "" ? "" : wholeNumber(text);
        setRefused(number === null ? text.trim() : null);
        if (number !== null) set(path, number === "" ? null : number);
      }}
    />
  );
}

export interface SwitchProps extends FieldProps {
  /** What holds while nothing is written: `AWS: yes`. */
  otherwise: string;
  yes?: string;
  no?: string;
}

/** Yes, no, or nothing written, which leaves it to AWS. */
export function Switch({ path, label, note, otherwise, yes = "Yes", no = "No" }: SwitchProps) {
  const { view, set } = useForm();
  const problems = useProblems(path);
  const written = textAt(view.value, path);
  const value = written === "true" || written === "false" ? written : "";
  return (
    <Shell label={label} api={apiOf(path)} note={note} problems={problems}>
      <Segments<"" | "true" | "false">
        label={label}
        value={value}
        choices={[
          { key: "", label: otherwise },
          { key: "true", label: yes },
          { key: "false", label: no },
        ]}
        onChange={(key) => set(path, key === "" ? null : key)}
      />
    </Shell>
  );
}

export interface ChoiceProps extends FieldProps {
  choices: { key: string; label: string; note?: string }[];
  /** The first choice, which writes nothing. */
  otherwise: string;
  /** A cell of a table: without a visible label and note; its row says what is wrong. */
  quiet?: boolean;
}

/** One of the values that the API knows. A value that it does not know stays, and can be chosen away. */
export function Choice({ path, label, note, choices, otherwise, quiet }: ChoiceProps) {
  const { view, set } = useForm();
  const problems = useProblems(path);
  const value = textAt(view.value, path) ?? "";
  const known = value === "" || choices.some((choice) => choice.key === value);
  const select = (
    <Select
      quiet
      label={label}
      value={value}
      choices={[
        { key: "", label: otherwise },
        ...choices,
        ...(known ? [] : [{ key: value, label: value, note: "not known" }]),
      ]}
      onChange={(key) => set(path, key === "" ? null : key)}
    />
  );
  if (quiet) return select;
  return (
    <Shell label={label} api={apiOf(path)} note={note} problems={problems}>
      {select}
    </Shell>
  );
}
