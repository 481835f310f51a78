import type { DecisionView } from "@/contract";
import { Time } from "@/parts/Time";

import styles from "./decisions.module.css";
import { JUSTIFICATIONS } from "./words";

/** Why, for what, by whom, until when, and where it is written. */
export function DecisionFacts({ decision }: { decision: DecisionView }) {
  const why = JUSTIFICATIONS.find(({ key }) => key === decision.justification);
  return (
    <p className={`dim small ${styles.facts}`}>
      {why && <span title={why.key}>{why.word}</span>}
      <span className={`clip ${styles.fact}`} title={decision.image ?? undefined}>
        {decision.image ?? "every image"}
      </span>
      {decision.version && (
        <span className={`clip ${styles.fact}`} title={decision.version}>
          version {decision.version} alone
        </span>
      )}
      {decision.expires && (
        <span className={decision.expired ? styles.over : undefined}>
          {decision.expired ? "expired" : "until"} <Time at={decision.expires} />
        </span>
      )}
      <span>
        <Time at={decision.decided} prefix="decided" />
      </span>
      {decision.author && (
        <span className={`clip ${styles.fact}`} title={decision.author}>
          by {decision.author}
        </span>
      )}
      <span className={`mono clip ${styles.file}`} title={decision.file}>
        {decision.file}
      </span>
    </p>
  );
}
