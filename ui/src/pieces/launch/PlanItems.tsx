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
              {title} <span className={styles.sum}>{sumWords(some)}</span>
            </h3>
            <Folded items={some} />
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

/** `25 components, 2 image recipes` */
export function sumWords(items: PlanItem[]): string {
  const counts = new Map<string, number>();
  for (const item of items) counts.set(item.kind, (counts.get(item.kind) ?? 0) + 1);
  return [...counts]
    .map(([kind, count]) => `${count} ${kindWords(kind)}${count === 1 ? "" : "s"}`)
    .join(", ");
}

/** A group longer than this shows its beginning first. */
const FIRST = 6;

function Folded({ items }: { items: PlanItem[] }) {
  const [all, setAll] = useState(items.length <= FIRST + 2);
  // What an update clears is never folded away.
  const shown = all ? items : items.filter((item, index) => index < FIRST || item.clears.length > 0);
  return (
    <>
      <ItemRows items={shown} />
      {!all && (
        <Button look="link" onPress={() => setAll(true)}>
          Show {items.length - shown.length} more
        </Button>
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
              <span className="foreign">
                <span className="mono">{change.from ?? "not set"}</span> →{" "}
                <span className="mono">{change.to ?? "not set"}</span>
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
