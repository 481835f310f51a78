import type { RunStepView, RunView } from "@/contract";
import { Passage } from "@/parts/Passage";
import { Time } from "@/parts/Time";
import { duration } from "@/parts/time";

import styles from "./runs.module.css";

const WORKFLOWS: Record<string, string> = {
  BUILD: "Build",
  TEST: "Test",
  DISTRIBUTION: "Distribution",
};

// https://docs.aws.amazon.com/imagebuilder/latest/APIReference/API_WorkflowStepMetadata.html
const SIGNS: Record<string, string> = { RUNNING: "◐", COMPLETED: "●", FAILED: "✕", SKIPPED: "–" };

/** What the workflows of a run did, in the order it ran. */
export function Steps({ run }: { run: RunView }) {
  const until = run.summary.ended ?? run.summary.as_of;
  if (run.workflows.length === 0) {
    return <p className="dim">No workflow has begun.</p>;
  }
  return (
    <>
      {run.workflows.map((workflow, index) => (
        <section key={`${workflow.workflow}/${index}`} className={styles.workflow}>
          <h3>
            <span className="clip">{WORKFLOWS[workflow.workflow] ?? workflow.workflow}</span>
            <span className="dim small">{workflow.status.toLowerCase()}</span>
          </h3>
          <ul className={styles.steps}>
            {workflow.steps.map((step, at) => (
              <Step key={`${step.name}/${at}`} step={step} until={until} />
            ))}
          </ul>
        </section>
      ))}
    </>
  );
}

function Step({ step, until }: { step: RunStepView; until: string }) {
  const ran = step.status !== "SKIPPED" && step.started;
  const took = ran && duration(ran, step.ended ?? until);
  return (
    <li className={styles.step} data-status={step.status}>
      <span className={styles.sign} aria-hidden="true">
        {SIGNS[step.status] ?? "○"}
      </span>
      <span className="clip" title={step.name}>
        {step.name}
      </span>
      <span className={`mono dim clip ${styles.action}`} title={step.action}>
        {step.action}
      </span>
      <span className={step.status === "COMPLETED" ? "unseen" : `dim small ${styles.word}`}>
        {step.status.toLowerCase()}
      </span>
      <span className={`figures dim ${styles.length}`}>
        {step.started && took && (
          <>
            <span className="unseen">
              <Time at={step.started} prefix="started" />,{" "}
            </span>
            <span title={step.ended === null ? "so far" : undefined}>{took}</span>
          </>
        )}
      </span>
      {step.message && (
        <p className={styles.message}>
          <Passage text={step.message} most={400} />
        </p>
      )}
    </li>
  );
}
