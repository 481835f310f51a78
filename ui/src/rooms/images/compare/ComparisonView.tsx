import type { Comparison, FieldDifference } from "@/contract";
import { Icon } from "@/parts/icons";
import { Prose } from "@/parts/Prose";

import { Changes } from "./Changes";
import styles from "./comparison.module.css";
import { fieldsOf, summaryOf } from "./changes";

const WEIGHT = { loss: "Loss", change: "Change", note: "Note" } as const;

/** What differs, the meaning for the image first. */
export function ComparisonView({ comparison }: { comparison: Comparison }) {
  const fields = fieldsOf(comparison);
  return (
    <div className={styles.comparison}>
      {comparison.effects.length > 0 && <Effects comparison={comparison} />}
      {comparison.layers.length > 0 && <Changes comparison={comparison} />}
      {fields.length > 0 && <Fields fields={fields} />}
    </div>
  );
}

/** What a reviewer wants to know before anything else. */
function Effects({ comparison }: { comparison: Comparison }) {
  const { effects } = comparison;
  return (
    <section aria-label="What it means for the image">
      <h2>
        What it means for the image <span className="dim small">{summaryOf(comparison)}</span>
      </h2>
      <ul className={styles.effects}>
        {effects.map((effect) => (
          <li key={`${effect.weight} ${effect.text}`} data-weight={effect.weight}>
            <span className={styles.weight}>
              {effect.weight === "loss" && <Icon name="warning" size={14} />}
              {WEIGHT[effect.weight]}
            </span>{" "}
            <span className="foreign">
              <Prose text={effect.text} />
            </span>
          </li>
        ))}
      </ul>
    </section>
  );
}

/** What is written otherwise, besides the layers. */
function Fields({ fields }: { fields: FieldDifference[] }) {
  return (
    <section>
      <h2 id="fields-that-differ">Fields</h2>
      <table className={styles.fields} aria-labelledby="fields-that-differ">
        <thead>
          <tr>
            <th scope="col">Field</th>
            <th scope="col">Before</th>
            <th scope="col">After</th>
          </tr>
        </thead>
        <tbody>
          {fields.map((field) => (
            <tr key={field.field}>
              <th scope="row" className="mono foreign">
                {field.field}
              </th>
              <td className="foreign">
                <Written value={field.left} />
              </td>
              <td className="foreign">
                <Written value={field.right} />
              </td>
            </tr>
          ))}
        </tbody>
      </table>
    </section>
  );
}

/** A value as written; that nothing is written looks like nothing that could be. */
export function Written({ value, missing = "not written" }: { value: string | null; missing?: string }) {
  if (value === null) return <span className="dim">{missing}</span>;
  if (value === "") return <span className="dim">empty</span>;
  return <span className={`mono lines ${styles.value}`}>{value}</span>;
}
