import type { SeverityCounts } from "@/contract";

import styles from "./report.module.css";
import { SEVERITIES } from "./severities";
import { SeverityBar, SeveritySign } from "./Severity";

/** Counts by severity, in numbers and as a bar. */
export function Counts({ counts }: { counts: SeverityCounts }) {
  return (
    <div className={styles.summary}>
      <ul>
        {SEVERITIES.filter(({ key }, rank) => rank < 4 || counts[key] > 0).map(({ key, name, word }) => (
          <li key={key}>
            <SeveritySign name={name} />
            <span className="figures">{counts[key].toLocaleString("en")}</span>
            <span className="dim">{word.toLowerCase()}</span>
          </li>
        ))}
      </ul>
      <SeverityBar counts={counts} />
    </div>
  );
}
