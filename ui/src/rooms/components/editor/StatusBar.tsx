import { useEffect, useState } from "react";

import type { Diagnostic } from "@/contract";
import { Button } from "@/parts/Button";
import type { Place } from "@/parts/places";
import { useStore, type Store } from "@/parts/store";

import styles from "./editor.module.css";

/** A sentence to say, and a number that tells it from the same sentence said before. */
export interface Said {
  words: string;
  at: number;
}

/** Milliseconds that a sentence stays. */
const STAYS = 6000;

/** Below the text: where the cursor is, how many problems there are, and what the last command had to say. */
export function StatusBar(props: {
  cursor: Store<Place>;
  problems: Diagnostic[];
  said: Said | null;
  readOnly: boolean;
  onProblems: () => void;
}) {
  const { cursor, problems, said, readOnly, onProblems } = props;
  const at = useStore(cursor);
  const [heard, setHeard] = useState<Said | null>(null);
  useEffect(() => {
    if (!said) return;
    const timer = setTimeout(() => setHeard(said), STAYS);
    return () => clearTimeout(timer);
  }, [said]);
  return (
    <div className={styles.status}>
      <span data-worst={problems.some((one) => one.severity === "error") ? "error" : undefined}>
        <Button look="link" onPress={onProblems}>
          {countWords(problems)}
        </Button>
      </span>
      <span role="status" className="clip" title={said === heard ? undefined : said?.words}>
        {said !== heard && said?.words}
      </span>
      <span className={styles.where}>
        {readOnly && <span>Read-only</span>}
        <span className="figures">
          Line {at.line}, column {at.column}
        </span>
      </span>
    </div>
  );
}

/** `2 errors, 1 warning` */
export function countWords(problems: Diagnostic[]): string {
  const words = (["error", "warning", "info"] as const).flatMap((severity) => {
    const count = problems.filter((problem) => problem.severity === severity).length;
    const name = severity === "info" ? "note" : severity;
    return count === 0 ? [] : [`${count} ${name}${count === 1 ? "" : "s"}`];
  });
  return words.length === 0 ? "No problems" : words.join(", ");
}
