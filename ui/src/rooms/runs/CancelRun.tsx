import { useAsk, useDo, type RunSummary } from "@/contract";
import { Button } from "@/parts/Button";
import { Dialog } from "@/parts/Dialog";
import { Facts } from "@/parts/Facts";
import { Skeleton } from "@/parts/states";
import { FailureNotice } from "@/pieces/FailureView";
import { RunStatus } from "@/pieces/RunStatus";

import styles from "./runs.module.css";

/** Says what would be cancelled, as the workbench answers it, before anything is. */
export function CancelRun({ run, onClose }: { run: RunSummary; onClose: () => void }) {
  const review = useAsk("run.cancel", { run: run.run, dry_run: true });
  const cancel = useDo("run.cancel");
  const failure = cancel.error ?? review.error;
  const state = review.data;
  return (
    <Dialog
      open
      onClose={onClose}
      busy={cancel.isPending}
      title={`Cancel the run of ${run.recipe} ${run.version}?`}
      foot={
        <>
          <Button isDisabled={cancel.isPending} onPress={onClose}>
            Keep it running
          </Button>
          <Button
            look="danger"
            isDisabled={!state || cancel.isPending}
            onPress={() => cancel.mutate({ run: run.run, dry_run: false }, { onSuccess: onClose })}
          >
            {cancel.isPending ? "Cancelling" : "Cancel the run"}
          </Button>
        </>
      }
    >
      {failure && <FailureNotice failure={failure} />}
      {state && (
        <div className={styles.review}>
          <p>
            Image Builder ends the instance of this build and makes no image. What was built before stays as
            it is.
          </p>
          <Facts
            facts={[
              { name: "Now", value: <RunStatus status={state.status} /> },
              { name: "Account", value: <span className="mono">{state.account}</span> },
              { name: "Region", value: <span className="mono">{state.region}</span> },
            ]}
          />
        </div>
      )}
      {!state && !failure && <Skeleton rows={3} />}
    </Dialog>
  );
}
