import { Link } from "@tanstack/react-router";
import { Button as AriaButton } from "react-aria-components";

import { useAsk, useDo, type JobView } from "@/contract";
import { Button } from "@/parts/Button";
import { Icon } from "@/parts/icons";
import { ProgressBar } from "@/parts/Progress";
import { newStore, useStore } from "@/parts/store";
import { Time } from "@/parts/Time";
import { perform } from "@/pieces/actions";
import { problemWords } from "@/pieces/Mark";
import { useReach } from "@/pieces/session";

import styles from "./activity.module.css";

/** Failed jobs the user has seen and put away. */
const putAway = newStore<ReadonlySet<string>>(new Set());

/** Long work at the left, problems and freshness at the right. */
export function ActivityBar() {
  const jobs = useAsk("job.list", {}).data?.jobs ?? [];
  const away = useStore(putAway);
  const running = jobs.filter((job) => job.state === "running");
  const failed = jobs.filter((job) => job.state === "failed" && !away.has(job.job));
  const shown = [...running, ...failed].slice(0, 2);
  const more = running.length + failed.length - shown.length;
  return (
    <footer className={styles.bar} aria-label="Activity">
      <div className={styles.jobs}>
        {shown.map((job) =>
          job.state === "running" ? <Running key={job.job} job={job} /> : <Failed key={job.job} job={job} />,
        )}
        {more > 0 && <span className="dim">{more} more</span>}
      </div>
      <ProblemCount />
      <Freshness />
    </footer>
  );
}

function Running({ job }: { job: JobView }) {
  const cancel = useDo("job.cancel");
  const { done, total, now } = job.progress;
  return (
    <div className={styles.job} role="group" aria-label={job.title}>
      <JobTitle job={job} />
      <ProgressBar label={job.title} done={done} total={total} />
      <span className="dim clip" title={now}>
        {now}
        {total > 0 && ` · ${done} of ${total}`}
      </span>
      <Button
        small
        look="quiet"
        isDisabled={cancel.isPending}
        aria-label={`Cancel ${job.title}`}
        onPress={() => cancel.mutate({ job: job.job })}
      >
        {cancel.isPending ? "Cancelling" : "Cancel"}
      </Button>
    </div>
  );
}

function Failed({ job }: { job: JobView }) {
  const resume = useDo("job.resume");
  const message = resume.error?.message ?? job.error?.message ?? "it failed";
  return (
    <div className={styles.job} data-failed="true" role="alert" aria-label={`${job.title} failed`}>
      <Icon name="error" size={14} />
      <JobTitle job={job} />
      <span className="clip" title={[message, ...(job.error?.hints ?? [])].join(" — ")}>
        {message}
      </span>
      {job.resumable && (
        <Button small isDisabled={resume.isPending} onPress={() => resume.mutate({ job: job.job })}>
          Resume
        </Button>
      )}
      <Button
        small
        look="quiet"
        aria-label={`Dismiss ${job.title}`}
        onPress={() => putAway.set((before) => new Set(before).add(job.job))}
      >
        Dismiss
      </Button>
    </div>
  );
}

/** A job's title, leading to what it is about where that has a room. */
function JobTitle({ job }: { job: JobView }) {
  if (job.subject && (job.kind === "follow" || job.kind === "launch") && job.subject.startsWith("arn:")) {
    return (
      <Link to="/runs/$run" params={{ run: job.subject }} className={`clip ${styles.title}`}>
        {job.title}
      </Link>
    );
  }
  return (
    <span className={`clip ${styles.title}`} title={job.title}>
      {job.title}
    </span>
  );
}

function ProblemCount() {
  const open = useAsk("workspace.current", {}).data ?? null;
  const counts = useAsk("problems.list", {}, { enabled: open !== null }).data?.counts;
  if (!counts || open === null) return null;
  const words = problemWords(counts);
  return (
    <AriaButton
      className={styles.problems ?? ""}
      data-tone={counts.errors > 0 ? "bad" : counts.warnings > 0 ? "warn" : "none"}
      onPress={() => perform("problems.toggle")}
    >
      {words || "No problems"}
    </AriaButton>
  );
}

function Freshness() {
  const { session } = useReach();
  const unsaved = useAsk("workspace.current", {}).data?.unsaved.length ?? 0;
  if (!session) return null;
  const state =
    session.connection === "offline"
      ? "Offline"
      : session.connection === "unreachable"
        ? "AWS not reachable"
        : unsaved > 0
          ? unsaved === 1
            ? "1 file not saved"
            : `${unsaved} files not saved`
          : "Saved locally";
  return (
    <span className={styles.fresh}>
      {state}
      {session.last_sync && (
        <>
          {" · "}
          <Time at={session.last_sync} prefix="as of" />
        </>
      )}
    </span>
  );
}
