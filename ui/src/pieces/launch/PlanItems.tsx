import { useState } from "react";

import type { PlanAction, PlanItem } from "@/contract";
import { Button } from "@/parts/Button";

import styles from "./launch.module.css";

const GROUPS: { action: PlanAction; title: string }[] = [
  { action: "blocked", title: "Blocked" },
  { action: "create", title: "Create" },
  { action: "update", title: "Update" },
];

/** `ImageRecipe` → `image recipe` */
export function kindWords(kind: string): string {
  return kind.replace(/([a-z])([A-Z])/g, "$1 $2").toLowerCase();
}

/** What a publish does to AWS, grouped by what happens; what stays as it is comes folded. */
export function PlanItems({ items }: { items: PlanItem[] }) {
  const [unfolded, setUnfolded] = useState(false);
  const unchanged = items.filter((item) => item.action === "unchanged");
  return (
    <>
      {GROUPS.map(({ action, title }) => {
        const some = items.filter((item) => item.action === action);
        if (some.length === 0) return null;
        return (
          <section key={action} data-action={action} className={styles.group}>
            <h3>
              {title} <span className="dim">{some.length}</span>
            </h3>
            <ItemRows items={some} />
          </section>
        );
      })}
      {unchanged.length > 0 && (
        <section className={styles.group}>
          <Button look="link" aria-expanded={unfolded} onPress={() => setUnfolded(!unfolded)}>
            {unfolded ? "Hide" : "Show"} {unchanged.length} unchanged
          </Button>
          {unfolded && <ItemRows items={unchanged} />}
        </section>
      )}
    </>
  );
}

function ItemRows({ items }: { items: PlanItem[] }) {
  return (
    <ul>
      {items.map((item) => (
        <li key={`${item.kind}/${item.name}/${item.version ?? ""}`} className={styles.item}>
          <div className={styles.line}>
            <span className="dim">{kindWords(item.kind)}</span>
            <span className="clip" title={item.name}>
              {item.name}
            </span>
            <span className="mono small">{item.version}</span>
            <span className="dim small foreign">{item.reason}</span>
          </div>
          {item.changes.map((change) => (
            <div key={change.field} className={`small dim ${styles.change}`}>
              <span className="mono">{change.field}</span>{" "}
              <span className="foreign mono">
                {change.from ?? "not set"} → {change.to ?? "not set"}
              </span>
            </div>
          ))}
          {item.clears.length > 0 && (
            <div className={styles.clears}>
              clears <span className="mono foreign">{item.clears.join(", ")}</span>, which AWS holds and the
              file does not name
            </div>
          )}
        </li>
      ))}
    </ul>
  );
}
