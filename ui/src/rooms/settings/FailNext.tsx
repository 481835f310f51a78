import { useState } from "react";

import { useAsk, useDo } from "@/contract";
import { Button } from "@/parts/Button";
import { Select, TextField } from "@/parts/Field";

import styles from "./settings.module.css";

/** A workflow step that every build passes, as Image Builder names it in its managed build workflow. */
const USUAL_STEP = "ApplyBuildComponents";

/** Tells the sandbox to fail the next run of a pipeline at a step. */
export function FailNext() {
  const pipelines = useAsk("pipeline.list", {}).data?.pipelines ?? [];
  const fail = useDo("session.fail_next_run");
  const [pipeline, setPipeline] = useState<string | null>(null);
  const [step, setStep] = useState(USUAL_STEP);
  const chosen = pipeline ?? pipelines[0]?.name ?? null;
  if (pipelines.length === 0) return <p className="dim">The workspace has no pipeline yet.</p>;
  return (
    <div className={styles.fail}>
      <Select
        label="Pipeline"
        value={chosen}
        choices={pipelines.map((one) => ({ key: one.name, label: one.name }))}
        onChange={setPipeline}
      />
      <TextField
        mono
        label="Step"
        value={step}
        onChange={setStep}
        note="A workflow step, or component:phase:step of a document."
      />
      <div className={styles.line}>
        <Button
          isDisabled={chosen === null || step.trim() === "" || fail.isPending}
          onPress={() => chosen !== null && fail.mutate({ pipeline: chosen, step: step.trim() })}
        >
          Fail the next run
        </Button>
        <span role="status" className={fail.error ? styles.bad : "dim"}>
          {fail.error?.message ??
            (fail.isSuccess
              ? `The next run of ${fail.variables.pipeline} will fail at ${fail.variables.step}.`
              : "")}
        </span>
      </div>
    </div>
  );
}
