import type { Dependant } from "@/contract";

import styles from "./resource.module.css";
import { kindWords } from "./words";

/** `3 references` */
export function referenceWords(count: number): string {
  return count === 1 ? "1 reference" : `${count} references`;
}

/** What refers to a resource, and where. */
export function Dependants({ dependants }: { dependants: Dependant[] }) {
  return (
    <ul className={styles.dependants}>
      {dependants.map((one) => (
        <li key={`${one.file}:${one.line}:${one.field}`}>
          <span className="clip" title={one.name}>
            {one.name}
          </span>
          <span className="dim small">{kindWords[one.kind]}</span>
          <span className={`clip mono dim ${styles.place}`} title={`${one.file}, line ${one.line}`}>
            {one.field} · {one.file}:{one.line}
          </span>
        </li>
      ))}
    </ul>
  );
}
