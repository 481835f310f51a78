import styles from "./run-status.module.css";

export type RunTone = "going" | "good" | "bad" | "quiet";

/** The stages a build passes when all goes well, in Image Builder's words. */
export const STAGES = [
  "PENDING",
  "CREATING",
  "BUILDING",
  "TESTING",
  "DISTRIBUTING",
  "INTEGRATING",
  "AVAILABLE",
];

/** How an `ImageStatus` is meant: https://docs.aws.amazon.com/imagebuilder/latest/APIReference/API_ImageState.html */
export function toneOf(status: string): RunTone {
  if (status === "AVAILABLE") return "good";
  if (status === "FAILED") return "bad";
  return STAGES.includes(status) ? "going" : "quiet";
}

const SIGNS: Record<RunTone, string> = { going: "◐", good: "●", bad: "✕", quiet: "○" };

/** A run's status, AWS's own word with a sign, so that it does not rest on colour. `brief` shows the sign alone. */
export function RunStatus({ status, testId, brief }: { status: string; testId?: string; brief?: boolean }) {
  const tone = toneOf(status);
  return (
    <span
      className={styles.status}
      data-tone={tone}
      data-testid={testId}
      data-status={status}
      title={brief ? status : undefined}
    >
      <span aria-hidden="true">{SIGNS[tone]}</span>
      <span className={brief ? "unseen" : "clip"}>{status}</span>
    </span>
  );
}
