import { useNavigate } from "@tanstack/react-router";
import { useState } from "react";

import { useAsk, useDo, type OutputImage, type RunFailure, type RunView } from "@/contract";
import { Button } from "@/parts/Button";
import { CopyButton } from "@/parts/CopyButton";
import { Detail } from "@/parts/Detail";
import { Passage } from "@/parts/Passage";
import { SplitPane } from "@/parts/SplitPane";
import { AsOf, Time } from "@/parts/Time";
import { duration } from "@/parts/time";
import { Icon } from "@/parts/icons";
import { useAction } from "@/pieces/actions";
import { Answer } from "@/pieces/Answer";
import { FailureNotice } from "@/pieces/FailureView";
import { useCrumb } from "@/pieces/Page";
import { useGoToPlace } from "@/pieces/place";
import { RunStatus, toneOf } from "@/pieces/RunStatus";
import { ScanWords } from "@/pieces/ScanWords";
import { useReach } from "@/pieces/session";

import { CancelRun } from "./CancelRun";
import { Log } from "./Log";
import { StageTrack } from "./StageTrack";
import { Steps } from "./Steps";
import styles from "./runs.module.css";

/** One run: how far it is, what its steps did, and what they wrote. */
export function RunDetail({ run, onClose }: { run: string; onClose: () => void }) {
  const answer = useAsk("run.get", { run });
  if (answer.data) return <Known run={answer.data} onClose={onClose} />;
  return (
    <Detail label="Run" title={shortName(run)} onClose={onClose}>
      <div className={styles.waiting}>
        <Answer query={answer}>{() => null}</Answer>
      </div>
    </Detail>
  );
}

function Known({ run, onClose }: { run: RunView; onClose: () => void }) {
  const navigate = useNavigate();
  const { online, why } = useReach();
  const follow = useDo("run.follow");
  const [cancelling, setCancelling] = useState(false);
  const { summary } = run;
  const going = toneOf(summary.status) === "going";
  const lost = going && run.job === null;
  const length = duration(summary.started, summary.ended ?? summary.as_of);
  const startFollowing = () => follow.mutate({ run: summary.run });
  const reports = useAsk("scan.list", {}, { enabled: summary.report !== null }).data?.reports;
  const scanned = reports?.find((one) => one.report === summary.report);
  useCrumb(`${summary.recipe} ${summary.version}`);
  useAction("run.cancel", () => setCancelling(true), going && online);
  useAction("run.follow", startFollowing, lost && online);

  return (
    <Detail
      label={`Run of ${summary.recipe} ${summary.version}`}
      title={summary.recipe}
      aside={
        <>
          <span className="mono dim">{summary.version}</span>
          <RunStatus status={summary.status} testId="run-status" />
        </>
      }
      facts={
        <>
          {summary.started && (
            <span>
              Started <Time at={summary.started} />
            </span>
          )}
          {length && (
            <span>
              {going ? "Running for" : "Took"} <span className="figures">{length}</span>
            </span>
          )}
          <span>
            <span className="mono">{summary.account}</span> · <span className="mono">{summary.region}</span>
          </span>
          {scanned && (
            <span>
              Scan: <ScanWords report={scanned} />
            </span>
          )}
          <AsOf at={summary.as_of} />
        </>
      }
      actions={
        (going || summary.report !== null) && (
          <>
            {summary.report !== null && (
              <Button
                onPress={() =>
                  void navigate({ to: "/scans/$report", params: { report: summary.report ?? "" } })
                }
              >
                Open scan report
              </Button>
            )}
            {lost && (
              <Button isDisabled={!online || follow.isPending} onPress={startFollowing}>
                Follow again
              </Button>
            )}
            {going && (
              <Button look="danger" isDisabled={!online} onPress={() => setCancelling(true)}>
                Cancel run…
              </Button>
            )}
            {going && !online && why && (
              <span className={`dim small ${styles.why}`}>Both need AWS, and {why}.</span>
            )}
          </>
        )
      }
      onClose={onClose}
    >
      <StageTrack run={run} />
      <SplitPane
        name="run.log"
        label="Height of the log"
        side="bottom"
        initial={240}
        min={90}
        max={640}
        pane={
          <Log
            key={summary.run}
            run={summary.run}
            count={run.log_lines}
            tail={going || run.failure !== null}
          />
        }
      >
        {/* What scrolls is reached with the keyboard. */}
        {/* oxlint-disable-next-line jsx-a11y/no-noninteractive-tabindex */}
        <div className={styles.account} tabIndex={0} role="group" aria-label="What happened">
          {follow.error && <FailureNotice failure={follow.error} onDismiss={() => follow.reset()} />}
          {run.failure && <FailurePlace failure={run.failure} />}
          {!run.failure && summary.reason && (
            <p className={styles.reason}>
              <Passage text={summary.reason} most={600} />
            </p>
          )}
          {run.outputs.length > 0 && <Outputs outputs={run.outputs} />}
          <Steps run={run} />
        </div>
      </SplitPane>
      {cancelling && <CancelRun run={summary} onClose={() => setCancelling(false)} />}
    </Detail>
  );
}

/** What failed, and the line that did. */
function FailurePlace({ failure }: { failure: RunFailure }) {
  const goTo = useGoToPlace();
  const { file, line } = failure;
  return (
    <div className={styles.failure} role="alert">
      <Icon name="error" />
      <div>
        <p>
          <Passage text={failure.message} most={600} />
        </p>
        {file ? (
          <Button look="link" onPress={() => goTo({ file, line: line ?? undefined })}>
            {line ? `${file}:${line}` : file}
          </Button>
        ) : (
          failure.component && <span className="dim small">Its document is not in this workspace.</span>
        )}
      </div>
    </div>
  );
}

function Outputs({ outputs }: { outputs: OutputImage[] }) {
  return (
    <section className={styles.workflow}>
      <h3>{outputs.length === 1 ? "Image" : "Images"}</h3>
      <ul>
        {outputs.map(({ region, account, ami }) => (
          <li key={`${region}/${account}/${ami}`} className={styles.output}>
            <span className="mono">{ami}</span>
            <CopyButton text={ami} what={ami} />
            <span className="mono dim clip">{region}</span>
            <span className="mono dim clip">{account}</span>
          </li>
        ))}
      </ul>
    </section>
  );
}

/** `payments-web/2.0.0/7` of an image build version ARN. */
function shortName(run: string): string {
  return run.split(":image/")[1] ?? run;
}
