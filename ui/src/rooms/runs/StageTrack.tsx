import type { RunView } from "@/contract";

import { stagesOf, type StageState } from "./stages";
import styles from "./runs.module.css";

const SIGNS: Record<StageState, string> = {
  done: "●",
  now: "◐",
  failed: "✕",
  stopped: "○",
  skipped: "–",
  ahead: "○",
};
const WORDS: Record<StageState, string> = {
  done: "done",
  now: "now",
  failed: "failed here",
  stopped: "stopped here",
  skipped: "not run",
  ahead: "to come",
};

/** The stages from PENDING to AVAILABLE and how far the run is. */
export function StageTrack({ run }: { run: RunView }) {
  return (
    <ol className={styles.track} aria-label="Stages">
      {stagesOf(run).map(({ name, state, took }) => (
        <li key={name} data-state={state} aria-current={state === "now" ? "step" : undefined}>
          <span className={styles.stage}>
            <span aria-hidden="true" className={styles.sign}>
              {SIGNS[state]}
            </span>
            <span className="clip" title={name}>
              {name}
            </span>
          </span>
          <span className={styles.took}>
            {took && <span>{took}</span>}
            <span className={took && state === "done" ? "unseen" : undefined}>
              {took && state !== "done" ? " · " : ""}
              {state === "ahead" || state === "done" ? (
                <span className="unseen">{WORDS[state]}</span>
              ) : (
                WORDS[state]
              )}
            </span>
          </span>
        </li>
      ))}
    </ol>
  );
}
