import type { Layer, LayerParameter } from "@/contract";
import { IconButton } from "@/parts/Button";

import styles from "./inspector.module.css";
import { ParameterField } from "./ParameterField";

export interface ParameterFormProps {
  layer: Layer;
  /** The recipe whose layer it is. */
  recipe: string;
  /** `null` clears the value, so that the default holds again. */
  onSet: (name: string, value: string | null) => void;
}

/** The parameters of a layer, from the document's own declarations. */
export function ParameterForm({ layer, recipe, onSet }: ParameterFormProps) {
  const declared = layer.parameters.filter((parameter) => !parameter.undeclared);
  const undeclared = layer.parameters.filter((parameter) => parameter.undeclared);
  if (layer.parameters.length === 0) return null;
  if (layer.locked) return <Given parameters={layer.parameters} />;
  return (
    <div className={styles.form}>
      {declared.map((parameter) => (
        <ParameterField
          key={parameter.name}
          parameter={parameter}
          recipe={recipe}
          document={layer.document}
          onSet={(value) => onSet(parameter.name, value)}
        />
      ))}
      {undeclared.length > 0 && (
        <div>
          <div className={styles.label}>Not declared</div>
          <p className={styles.warning}>
            {layer.name} declares no such {undeclared.length === 1 ? "parameter" : "parameters"}.
          </p>
          <ul className={styles.undeclared}>
            {undeclared.map((parameter) => (
              <li key={parameter.name}>
                <span className="mono small clip" title={parameter.name}>
                  {parameter.name}
                </span>
                <span className="mono small dim clip" title={parameter.value ?? undefined}>
                  {parameter.value}
                </span>
                <IconButton
                  small
                  icon="close"
                  label={`Remove ${parameter.name}`}
                  onPress={() => onSet(parameter.name, null)}
                />
              </li>
            ))}
          </ul>
        </div>
      )}
    </div>
  );
}

/** The parameters of a locked layer: what its owner has given. */
function Given({ parameters }: { parameters: LayerParameter[] }) {
  return (
    <dl className={styles.form}>
      {parameters.map((parameter) => (
        <div key={parameter.name}>
          <dt className={styles.label}>{parameter.name}</dt>
          <dd>
            <span className={`foreign lines ${styles.value}`}>
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
