import type { Dependant } from "@/contract";
import { Button } from "@/parts/Button";

import { useGoToPlace } from "../place";
import { asked } from "./open";
import styles from "./resource.module.css";
import { kindWords } from "./words";

/** More are counted, not listed. */
const MOST = 40;

/** `3 references` */
export function referenceWords(count: number): string {
  return count === 1 ? "1 reference" : `${count} references`;
}

/** What refers to a resource, and where; each place leads there. */
export function Dependants({ dependants }: { dependants: Dependant[] }) {
  const goTo = useGoToPlace();
  return (
    <ul className={styles.dependants}>
      {dependants.slice(0, MOST).map((one) => (
        <li key={`${one.file}:${one.line}:${one.field}`}>
          <span className="clip" title={one.name}>
            {one.name}
          </span>
          <span className="clip dim small" title={`${kindWords[one.kind]}, ${one.field}`}>
            {kindWords[one.kind]} · <span className="mono">{one.field}</span>
          </span>
          <span className={styles.place}>
            <Button
              look="link"
              onPress={() => {
                asked.set(null);
                goTo({ file: one.file, line: one.line });
              }}
            >
              <span className="mono small clip" title={`${one.file}, line ${one.line}`}>
                {one.file}:{one.line}
              </span>
            </Button>
          </span>
        </li>
      ))}
      {dependants.length > MOST && <li className="dim">and {dependants.length - MOST} more</li>}
    </ul>
  );
}
