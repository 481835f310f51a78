import styles from "./progress.module.css";

/** `total` 0: the end is not known, and the bar shows a part filled that does not move. */
export function ProgressBar({ label, done, total }: { label: string; done: number; total: number }) {
  const known = total > 0;
  return (
    <div
      className={styles.bar}
      role="progressbar"
      aria-label={label}
      aria-valuemin={0}
      {...(known ? { "aria-valuemax": total, "aria-valuenow": Math.min(done, total) } : {})}
      data-known={known}
    >
      <div style={{ width: known ? `${(100 * Math.min(done, total)) / total}%` : "35%" }} />
    </div>
  );
}

export interface Share {
  key: string;
  label: string;
  count: number;
  /** A CSS colour. */
  colour: string;
}

/** Counts as one bar of parts. The numbers stand beside it as text; the bar is only their picture. */
export function ShareBar({ shares, label }: { shares: Share[]; label: string }) {
  const total = shares.reduce((sum, share) => sum + share.count, 0);
  return (
    <div
      className={styles.shares}
      role="img"
      aria-label={`${label}: ${shares.map((share) => `${share.count} ${share.label}`).join(", ")}`}
    >
      {total > 0 &&
        shares
          .filter((share) => share.count > 0)
          .map((share) => (
            <div key={share.key} style={{ flexGrow: share.count, background: share.colour }} />
          ))}
    </div>
  );
}
