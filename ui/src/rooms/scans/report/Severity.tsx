import type { SeverityCounts } from "@/contract";
import { ShareBar } from "@/parts/Progress";

import styles from "./report.module.css";
import { SEVERITIES, severityWord } from "./severities";

/** Four bars, filled by how bad it is: colour is not all that tells them apart. */
export function SeveritySign({ name }: { name: string }) {
  const kind = SEVERITIES.find((one) => one.name === name);
  return (
    <svg
      className={styles.bars}
      width="15"
      height="12"
      viewBox="0 0 15 12"
      aria-hidden="true"
      focusable="false"
      style={{ color: kind?.colour ?? "var(--other)" }}
    >
      {[0, 1, 2, 3].map((bar) => (
        <rect
          key={bar}
          x={bar * 4}
          y={8 - bar * 2.5}
          width="3"
          height={4 + bar * 2.5}
          rx="0.5"
          fill={bar < (kind?.bars ?? 0) ? "currentColor" : "var(--line-strong)"}
          opacity={bar < (kind?.bars ?? 0) ? 1 : 0.45}
        />
      ))}
    </svg>
  );
}

export function SeverityWord({ name }: { name: string }) {
  return (
    <span className={styles.severity}>
      <SeveritySign name={name} />
      <span className="clip">{severityWord(name)}</span>
    </span>
  );
}

/** Counts as one bar. */
export function SeverityBar({ counts }: { counts: SeverityCounts }) {
  return (
    <div className={styles.palette}>
      <ShareBar
        label="Findings"
        shares={SEVERITIES.map(({ key, word, colour }) => ({
          key,
          label: word.toLowerCase(),
          count: counts[key],
          colour,
        }))}
      />
    </div>
  );
}
