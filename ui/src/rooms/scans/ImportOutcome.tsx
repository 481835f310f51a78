import { useNavigate } from "@tanstack/react-router";
import { useState } from "react";

import type { ImportedFile, ImportSummary, JobState } from "@/contract";
import { Button, IconButton } from "@/parts/Button";
import { Icon } from "@/parts/icons";
import { ProgressBar } from "@/parts/Progress";
import { FailureNotice } from "@/pieces/FailureView";

import type { Importing } from "./import";
import styles from "./scans.module.css";

/** What an import is doing, then what it brought in and what it could not read. */
export function ImportOutcome({ importing }: { importing: Importing }) {
  const { job, outcome, failure, dismiss } = importing;
  if (failure) return <FailureNotice failure={failure} onDismiss={dismiss} />;
  if (!job) return null;
  if (job.state === "running") {
    return (
      <div className={styles.importing} role="status">
        <ProgressBar label={job.title} done={job.progress.done} total={job.progress.total} />
        <span className="clip dim">{job.progress.now}</span>
      </div>
    );
  }
  return (
    <section className={styles.outcome} aria-label="Outcome of the import">
      <header>
        <h2>{titleOf(job.state, outcome)}</h2>
        {job.error && <span className="foreign dim">{job.error.message}</span>}
        <IconButton small icon="close" label="Dismiss" onPress={dismiss} />
      </header>
      <ul>
        {outcome?.files.map((file) => (
          <ImportedRow key={file.file} file={file} />
        ))}
      </ul>
    </section>
  );
}

function titleOf(state: JobState, outcome: ImportSummary | undefined): string {
  if (state !== "succeeded") return "The import ended early";
  const some = outcome === undefined || outcome.files.some((file) => file.report !== null);
  return some ? "Imported" : "Nothing was imported";
}

/** Rejected entries shown before "more". */
const FEW = 5;

function ImportedRow({ file }: { file: ImportedFile }) {
  const navigate = useNavigate();
  const [open, setOpen] = useState(false);
  const { report, rejected } = file;
  const name = file.file.split(/[\\/]/).at(-1) ?? file.file;
  return (
    <li
      className={styles.imported}
      data-tone={report === null ? "none" : rejected.length > 0 ? "some" : "all"}
    >
      <Icon name={report === null ? "error" : rejected.length > 0 ? "warning" : "check"} size={14} />
      <div>
        <div className={styles.line}>
          <span className="clip" title={file.file}>
            {name}
          </span>
          {report !== null && (
            <>
              <span className="dim figures">
                {file.rows.toLocaleString("en")} findings from {file.imported.toLocaleString("en")} of{" "}
                {file.entries.toLocaleString("en")} entries · {file.new.toLocaleString("en")} new,{" "}
                {file.changed.toLocaleString("en")} changed, {file.closed.toLocaleString("en")} closed
              </span>
              <Button look="link" onPress={() => void navigate({ to: "/scans/$report", params: { report } })}>
                Open report
              </Button>
            </>
          )}
          {rejected.length > 0 && (
            <Button look="link" aria-expanded={open} onPress={() => setOpen(!open)}>
              {rejected.length === 1 ? "1 entry not read" : `${rejected.length} entries not read`}
            </Button>
          )}
        </div>
        {file.error && <p className={`foreign ${styles.why}`}>{file.error}</p>}
        {open && (
          <ul className={styles.rejected}>
            {rejected.slice(0, FEW).map((entry) => (
              <li key={entry.entry}>
                <span className="dim figures">
                  entry {entry.entry}, line {entry.line}
                </span>{" "}
                <span className="foreign">{entry.reason}</span>
              </li>
            ))}
            {rejected.length > FEW && <li className="dim">{rejected.length - FEW} more</li>}
          </ul>
        )}
      </div>
    </li>
  );
}

/** Covers the room while files hover over the window. */
export function DropPlace({ importing }: { importing: Importing }) {
  if (!importing.over) return null;
  return (
    <div className={styles.drop}>
      <Icon name="import" />
      Drop to import
    </div>
  );
}
