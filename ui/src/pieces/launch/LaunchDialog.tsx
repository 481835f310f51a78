import { useNavigate } from "@tanstack/react-router";

import { useAsk, useDo, type PlanView } from "@/contract";
import { Button } from "@/parts/Button";
import { handOver } from "@/parts/handover";
import { Dialog } from "@/parts/Dialog";
import { Notice, Skeleton } from "@/parts/states";
import { useStore } from "@/parts/store";
import { AsOf } from "@/parts/Time";

import { FailureNotice, FailureView } from "../FailureView";
import { ProblemList } from "../ProblemList";
import { useReach } from "../session";
import styles from "./launch.module.css";
import { launched, reviewed } from "./open";
import { kindWords, PlanItems } from "./PlanItems";

/** The review of a launch: what AWS would be told, where, and which pipelines start. Nothing happens before it. */
export function LaunchDialog() {
  const recipes = useStore(reviewed);
  return recipes && <Review recipes={recipes} />;
}

/** `Launch 2 pipelines` */
export function launchWords(count: number): string {
  return count === 1 ? "Launch 1 pipeline" : `Launch ${count} pipelines`;
}

function Review({ recipes }: { recipes: string[] }) {
  const navigate = useNavigate();
  const { online, why } = useReach();
  const plan = useAsk("plan.make", { recipes });
  const launch = useDo("launch.start");
  const close = () => reviewed.set(null);
  const view = plan.data;
  const count = view?.launches.length ?? 0;
  const ready = view !== undefined && view.blocked.length === 0 && count > 0 && online;
  const start = () => {
    if (!view) return;
    launch.mutate(
      { pipelines: view.launches.map((one) => one.pipeline), dry_run: false, digest: view.digest },
      {
        onSuccess: ({ job }) => {
          launched.set(job);
          close();
          void navigate({ to: "/runs" });
        },
      },
    );
  };
  return (
    <Dialog
      open
      onClose={close}
      busy={launch.isPending}
      width={680}
      title={`Launch ${recipes.join(", ")}`}
      aside={view && <AsOf at={view.as_of} />}
      foot={
        <>
          <span className="dim small">
            {view && (view.changes === 0 ? "Nothing to publish" : `${view.changes} to publish`)}
          </span>
          <Button isDisabled={launch.isPending} onPress={close}>
            Close
          </Button>
          <Button
            look="primary"
            data-testid="launch-confirm"
            isDisabled={!ready || launch.isPending}
            onPress={start}
          >
            {launch.isPending ? "Starting" : count > 0 ? launchWords(count) : "Launch"}
          </Button>
        </>
      }
    >
      <div className={styles.review}>
        {launch.error && <FailureNotice failure={launch.error} />}
        {!online && (
          <Notice tone="warn">A launch needs AWS, and {why ?? "nothing is known of it yet"}.</Notice>
        )}
        {plan.isFetching && view && (
          <span className="unseen" role="status">
            Reading the plan again
          </span>
        )}
        {view ? (
          <Plan view={view} onLeave={close} />
        ) : plan.error ? (
          <FailureView inline failure={plan.error} retry={() => void plan.refetch()} />
        ) : (
          <Skeleton rows={7} />
        )}
      </div>
    </Dialog>
  );
}

/** Files are the truth: what is not saved is not launched. */
function Unsaved() {
  const files = useAsk("workspace.current", {}).data?.unsaved ?? [];
  const save = useDo("file.save");
  if (files.length === 0) return null;
  return (
    <Notice tone="warn">
      <span className="foreign">
        {files.length === 1 ? `${files[0]} has` : `${files.length} files have`} unsaved edits, and only saved
        files are launched.{" "}
      </span>
      {save.error && <span role="alert">{save.error.message} </span>}
      <Button
        small
        isDisabled={save.isPending}
        onPress={() => {
          handOver();
          for (const file of files) save.mutate({ file, on_conflict: null });
        }}
      >
        {files.length === 1 ? "Save it" : `Save ${files.length} files`}
      </Button>
    </Notice>
  );
}

function Plan({ view, onLeave }: { view: PlanView; onLeave: () => void }) {
  return (
    <>
      <dl className={styles.where}>
        <div>
          <dt>Profile</dt>
          <dd className="clip">{view.profile}</dd>
        </div>
        <div>
          <dt>Account</dt>
          <dd className="mono">{view.account}</dd>
        </div>
        <div>
          <dt>Region</dt>
          <dd className="mono">{view.region}</dd>
        </div>
      </dl>
      {!view.live && (
        <Notice tone="warn">AWS could not be reached: this plan rests on what was read before.</Notice>
      )}
      {view.problems.length > 0 && (
        // A place in a file is elsewhere: going there leaves the review.
        // oxlint-disable-next-line jsx-a11y/no-static-element-interactions
        <section
          className={styles.blocked}
          onClick={(event) => {
            if ((event.target as HTMLElement).closest("button")?.textContent !== "Why") onLeave();
          }}
        >
          <h3>
            {view.problems.length === 1 ? "1 problem blocks it" : `${view.problems.length} problems block it`}
          </h3>
          <ProblemList problems={view.problems} showFile />
        </section>
      )}
      <Unsaved />
      {view.launches.length > 0 && (
        <section>
          <h3>Starts, in this order</h3>
          <ol className={styles.launches}>
            {view.launches.map((launch, index) => (
              <li key={launch.pipeline}>
                <span className={styles.number}>{index + 1}</span>
                <span className="clip">{launch.pipeline}</span>
                <span className="mono small dim">{launch.version}</span>
                <span className={`foreign dim small ${styles.reason}`}>{launch.reason}</span>
              </li>
            ))}
          </ol>
        </section>
      )}
      <PlanItems items={view.items} />
      {view.left_out.length > 0 && (
        <section className={styles.group}>
          <h3>
            Left out <span className={styles.sum}>this version does not publish it</span>
          </h3>
          <ul>
            {view.left_out.map((one) => (
              <li key={`${one.kind}/${one.name}`} className={styles.item}>
                <div className={styles.line}>
                  <span className="dim">{kindWords(one.kind)}</span>
                  <span className="clip" title={one.name}>
                    {one.name}
                  </span>
                  <span />
                  <span className="dim small foreign">{one.reason}</span>
                </div>
              </li>
            ))}
          </ul>
        </section>
      )}
      {view.launches.length === 0 && view.problems.length === 0 && (
        <Notice>No pipeline of the workspace builds this image; write one to launch it.</Notice>
      )}
    </>
  );
}
