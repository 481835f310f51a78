import type { ImageTier, ProblemCounts, Severity } from "@/contract";

import styles from "./mark.module.css";

const WORDS: Record<Severity, string> = { error: "error", warning: "warning", info: "note" };

/** The sign of a problem: shape and colour differ, and it is spoken. */
export function SeverityMark({ severity }: { severity: Severity }) {
  return (
    <span
      className={styles.mark}
      data-severity={severity}
      role="img"
      aria-label={WORDS[severity]}
      title={WORDS[severity]}
    />
  );
}

/** Problems as one sign and a number; nothing when there are none. `quiet` keeps the number for the tooltip. */
export function ProblemMark({ problems, quiet }: { problems: ProblemCounts; quiet?: boolean }) {
  const words = problemWords(problems);
  if (!words) return null;
  return (
    <span className={styles.count} title={words}>
      <span
        className={styles.mark}
        data-severity={problems.errors > 0 ? "error" : "warning"}
        role="img"
        aria-label={words}
      />
      {!quiet && <span aria-hidden="true">{problems.errors > 0 ? problems.errors : problems.warnings}</span>}
    </span>
  );
}

/** `2 errors, 1 warning`; empty when there are none. */
export function problemWords({ errors, warnings }: ProblemCounts): string {
  const parts = [];
  if (errors > 0) parts.push(errors === 1 ? "1 error" : `${errors} errors`);
  if (warnings > 0) parts.push(warnings === 1 ? "1 warning" : `${warnings} warnings`);
  return parts.join(", ");
}

/** The square of an image's tier: gold stands on a vendor's image, blue on another recipe's. */
export function TierSquare({ tier }: { tier: ImageTier }) {
  return (
    <span
      className={styles.tier}
      data-tier={tier}
      role="img"
      aria-label={tier === "golden" ? "golden" : "overlay"}
    />
  );
}
