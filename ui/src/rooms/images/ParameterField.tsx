import { Link } from "@tanstack/react-router";
import { useState } from "react";

import type { LayerParameter } from "@/contract";
import { Button } from "@/parts/Button";
import { CopyButton } from "@/parts/CopyButton";
import { CommittedField } from "@/parts/Field";
import { Prose } from "@/parts/Prose";
import { CommittedArea } from "@/parts/TextArea";
import { useGoToPlace } from "@/pieces/place";

import styles from "./inspector.module.css";
import { isSeveralLines, parameterStore, resolving, secretState } from "./parameter";

/** Milliseconds without typing after which a value counts. */
const PAUSE = 600;
/** Places and recipes that are shown before one asks for the rest. */
const MOST = 3;

export interface ParameterFieldProps {
  parameter: LayerParameter;
  recipe: string;
  /** The document's file, where the workspace has it. */
  document: string | null;
  onSet: (value: string | null) => void;
}

/** One parameter: its value, and what one wants to know before changing it. */
export function ParameterField({ parameter, recipe, document, onSet }: ParameterFieldProps) {
  const { name, value } = parameter;
  const commit = (text: string) => {
    const next = text === "" ? null : text;
    if (next !== value) onSet(next);
  };
  const field = {
    mono: true,
    label: <span className="foreign">{name}</span>,
    mark: parameter.required ? "required" : undefined,
    value: value ?? "",
    placeholder: parameter.default ?? "",
    error: parameter.missing ? "Give a value: the component declares no default." : undefined,
    note: parameter.description ? <Prose text={parameter.description} /> : undefined,
    pause: PAUSE,
    onCommit: commit,
  };
  return (
    <div className={styles.parameter}>
      {isSeveralLines(parameter) ? <CommittedArea {...field} /> : <CommittedField {...field} />}
      {parameter.default !== null && (
        <div className={styles.told}>
          {value === null ? (
            <>Default: {parameter.default === "" ? "empty" : <Short text={parameter.default} />}</>
          ) : (
            <Button look="link" aria-label={`Use the default of ${name}`} onPress={() => onSet(null)}>
              Use the default, {parameter.default === "" ? "empty" : <Short text={parameter.default} />}
            </Button>
          )}
        </div>
      )}
      <Secret parameter={parameter} recipe={recipe} onSet={onSet} />
      <Uses parameter={parameter} document={document} />
      <Elsewhere parameter={parameter} />
    </div>
  );
}

function Short({ text }: { text: string }) {
  const line = text.split("\n")[0] ?? "";
  return (
    <span className="mono foreign">
      {line.length < text.length || line.length > 60 ? `${line.slice(0, 60)}…` : line}
    </span>
  );
}

/** A recipe is no place for a secret: what to do instead. */
function Secret({ parameter, recipe, onSet }: Omit<ParameterFieldProps, "document">) {
  const state = secretState(parameter);
  if (state === null) return null;
  return (
    <div className={styles.secret} data-tone={state === "clear" ? "warn" : "plain"}>
      <p>
        {state === "named"
          ? "Names a parameter of Systems Manager. The document reads its value with"
          : state === "clear"
            ? "Looks like a secret: everybody who may read the recipe can read it. Keep it in Systems Manager, set its name here, and let the document read it with"
            : "Looks like a secret, which a recipe shows to everybody who may read it. Set the name of a parameter of Systems Manager, and let the document read it with"}
      </p>
      <div className={styles.line}>
        <code className="foreign">{resolving(parameter.name)}</code>
        <CopyButton text={resolving(parameter.name)} what="what the document writes" />
      </div>
      {state !== "named" && (
        <Button small onPress={() => onSet(parameterStore(recipe, parameter.name))}>
          Use {parameterStore(recipe, parameter.name)}
        </Button>
      )}
    </div>
  );
}

/** The steps that use the value; each leads to its line. */
function Uses({ parameter, document }: Pick<ParameterFieldProps, "parameter" | "document">) {
  const goTo = useGoToPlace();
  const [all, setAll] = useState(false);
  const { used_in: uses } = parameter;
  if (uses.length === 0) return <div className={styles.told}>No step uses it.</div>;
  const shown = all ? uses : uses.slice(0, MOST);
  return (
    <div className={styles.told}>
      Used in{" "}
      {shown.map((use, index) => (
        <span key={`${use.phase}/${use.step}/${use.line}`}>
          {index > 0 && ", "}
          {document === null ? (
            <span className="foreign">{use.step}</span>
          ) : (
            <Button
              look="link"
              aria-label={`${use.step} in ${use.phase}, line ${use.line}`}
              onPress={() => goTo({ file: document, line: use.line })}
            >
              <span className="foreign">{use.step}</span>
            </Button>
          )}
        </span>
      ))}
      {uses.length > shown.length && (
        <>
          {" and "}
          <Button look="link" onPress={() => setAll(true)}>
            {uses.length - shown.length} more
          </Button>
        </>
      )}
    </div>
  );
}

/** Other recipes that set it to something else. */
function Elsewhere({ parameter }: { parameter: LayerParameter }) {
  const [all, setAll] = useState(false);
  const { elsewhere } = parameter;
  if (elsewhere.length === 0) return null;
  const shown = all ? elsewhere : elsewhere.slice(0, MOST);
  return (
    <div className={styles.told}>
      Elsewhere:{" "}
      {shown.map((one, index) => (
        <span key={one.recipe}>
          {index > 0 && ", "}
          <Link to="/images/$recipe" params={{ recipe: one.recipe }} className="link foreign">
            {one.recipe}
          </Link>{" "}
          {one.value === null ? "the default" : <Short text={one.value} />}
        </span>
      ))}
      {elsewhere.length > shown.length && (
        <>
          {" and "}
          <Button look="link" onPress={() => setAll(true)}>
            {elsewhere.length - shown.length} more
          </Button>
        </>
      )}
    </div>
  );
}
