import type { Layer, LayerParameter } from "@/contract";
import { CommittedField } from "@/parts/Field";
import { Prose } from "@/parts/Prose";

import styles from "./inspector.module.css";

/** Milliseconds without typing after which a value counts. */
const PAUSE = 600;

export interface ParameterFormProps {
  layer: Layer;
  /** `null` clears the value, so that the default holds again. */
  onSet: (name: string, value: string | null) => void;
}

/** The parameters of a layer, from the document's own declarations. */
export function ParameterForm({ layer, onSet }: ParameterFormProps) {
  if (layer.parameters.length === 0) return null;
  if (layer.locked) {
    return (
      <dl className={styles.form}>
        {layer.parameters.map((parameter) => (
          <div key={parameter.name}>
            <dt className={styles.label}>{parameter.name}</dt>
            <dd>
              <span className={`foreign ${styles.value}`}>
                {parameter.value ?? parameter.default ?? "not set"}
              </span>
              {parameter.value === null && parameter.default !== null && (
                <span className="dim small"> by default</span>
              )}
            </dd>
          </div>
        ))}
      </dl>
    );
  }
  return (
    <div className={styles.form}>
      {layer.parameters.map((parameter) => (
        <CommittedField
          key={parameter.name}
          mono
          label={<span className="foreign">{parameter.name}</span>}
          mark={parameter.required ? "required" : undefined}
          value={parameter.value ?? ""}
          placeholder={parameter.default ?? ""}
          error={errorOf(parameter)}
          note={<Prose text={noteOf(parameter)} />}
          pause={PAUSE}
          onCommit={(text) => {
            const value = text === "" ? null : text;
            if (value !== parameter.value) onSet(parameter.name, value);
          }}
        />
      ))}
    </div>
  );
}

function errorOf(parameter: LayerParameter): string | undefined {
  if (parameter.missing) return "Give a value: the component declares no default.";
  if (parameter.undeclared) return "The component does not declare this parameter; clear it.";
  return undefined;
}

/** `Default: temurin · Used in 3 steps` */
export function noteOf(parameter: LayerParameter): string {
  const parts = [];
  if (parameter.description) parts.push(parameter.description.replace(/\.$/, ""));
  if (parameter.default !== null)
    parts.push(`Default: ${parameter.default === "" ? "empty" : parameter.default}`);
  if (!parameter.undeclared) {
    parts.push(
      parameter.used_in.length === 0
        ? "No step uses it"
        : `Used in ${parameter.used_in.length} ${parameter.used_in.length === 1 ? "step" : "steps"}`,
    );
  }
  return parts.join(" · ");
}

/** The version as the recipe writes it; empty follows the workspace's own. */
export function VersionField({ layer, onSet }: { layer: Layer; onSet: (version: string | null) => void }) {
  const written = writtenVersion(layer);
  const { resolved, wildcard } = layer.pin;
  const note =
    resolved === null
      ? undefined
      : wildcard
        ? `Resolves to ${resolved} now.`
        : written === ""
          ? "Follows the version in the workspace."
          : "Pinned.";
  return (
    <CommittedField
      mono
      label="Version"
      value={written}
      placeholder={layer.pin.written}
      note={note}
      error={resolved === null ? "Nothing has this version." : undefined}
      onCommit={(text) => onSet(text.trim() === "" ? null : text.trim())}
    />
  );
}

/** The version in the layer's reference: `Component/name/3.4.x` or the version part of an ARN; empty without one. */
export function writtenVersion(layer: Pick<Layer, "reference">): string {
  return layer.reference.split("/")[2] ?? "";
}
