import type { ReactNode } from "react";

import styles from "./facts.module.css";

export interface Fact {
  name: string;
  /** A fact without a value is left out. */
  value: ReactNode;
}

/** Names and values in two columns. */
export function Facts({ facts }: { facts: Fact[] }) {
  return (
    <dl className={styles.facts}>
      {facts
        .filter(({ value }) => value !== null && value !== undefined && value !== "")
        .map(({ name, value }) => (
          <div key={name}>
            <dt>{name}</dt>
            <dd className="foreign">{value}</dd>
          </div>
        ))}
    </dl>
  );
}
