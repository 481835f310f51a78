import type { SeverityCounts } from "@/contract";
import { ShareBar } from "@/parts/Progress";

import styles from "./report.module.css";
import { SEVERITIES, severityWord } from "./severities";

/** Outlines of the bars from one to another, the shortest first; one path, for a table draws many of these. */
function barsFrom(from: number, to: number): string {
  const bars = [0, 1, 2, 3].slice(from, to);
  return bars.map((bar) => `M${bar * 4} ${8 - bar * 2.5}h3V12h-3z`).join("");
}

/** Four bars, filled by how bad it is: colour is not all that tells them apart. */
export function SeveritySign({ name }: { name: string }) {
  const kind = SEVERITIES.find((one) => one.name === name);
  const filled = kind?.bars ?? 0;
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
      <path d={barsFrom(filled, 4)} fill="var(--line-strong)" opacity="0.45" />
      <path d={barsFrom(0, filled)} fill="currentColor" />
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
