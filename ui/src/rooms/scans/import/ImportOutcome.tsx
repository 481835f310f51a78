import { useNavigate } from "@tanstack/react-router";
import { useState } from "react";

import type { ImportedFile } from "@/contract";
import { Button, IconButton } from "@/parts/Button";
import { Icon } from "@/parts/icons";
import { Passage } from "@/parts/Passage";
import { ProgressBar } from "@/parts/Progress";
import { FailureNotice } from "@/pieces/FailureView";

import type { Importing } from "./import";
import styles from "./import.module.css";
import { fileWords, sumsOf, titleOf, toneOf, wordsOf } from "./outcome";

/** Files listed before the list is asked for. */
const CALM = 8;
const MOST = 300;

/** What an import is doing, then what it brought in and what it could not read. */
export function ImportOutcome({
  importing,
  brief = false,
}: {
  importing: Importing;
  /** One line, where something else is what one looks at. */
  brief?: boolean;
}) {
  const { job, outcome, failure, cancel, dismiss } = importing;
  const [show, setShow] = useState<"problems" | "all" | null>(null);
  if (failure) return <FailureNotice failure={failure} onDismiss={dismiss} />;
  if (!job) return null;
  if (job.state === "running") {
    return (
      <div className={styles.importing} role="status">
        <ProgressBar label={job.title} done={job.progress.done} total={job.progress.total} />
        <span className="clip dim">{job.progress.now || "Reading"}</span>
        <Button small look="quiet" onPress={cancel}>
          Cancel
        </Button>
      </div>
    );
  }
  const files = outcome?.files ?? [];
  const sums = sumsOf(files);
  const many = files.length > CALM;
  const wanted = show ?? (brief ? null : many ? (sums.problems > 0 ? "problems" : null) : "all");
  const shown =
    wanted === null ? [] : wanted === "all" ? files : files.filter((file) => toneOf(file) !== "all");
  return (
    <section className={styles.outcome} aria-label="Outcome of the import">
      <header>
        <h2>{titleOf(job.state, outcome)}</h2>
        {job.error && <span className="foreign dim">{job.error.message}</span>}
        {files.length > 1 && <span className="dim figures clip">{wordsOf(sums)}</span>}
        {(many || brief) && files.length > 0 && (
          <>
            {sums.problems > 0 && wanted === "all" && (
              <Button look="link" onPress={() => setShow("problems")}>
                Only the {sums.problems.toLocaleString("en")} with problems
              </Button>
            )}
            {wanted !== "all" && (
              <Button look="link" onPress={() => setShow("all")}>
                {files.length === 1 ? "The file" : `All ${files.length.toLocaleString("en")} files`}
              </Button>
            )}
          </>
        )}
        <IconButton small icon="close" label="Dismiss" onPress={dismiss} />
      </header>
      <ul>
        {shown.slice(0, MOST).map((file) => (
          <ImportedRow key={file.file} file={file} />
        ))}
        {shown.length > MOST && (
          <li className="dim">and {(shown.length - MOST).toLocaleString("en")} more</li>
        )}
      </ul>
    </section>
  );
}

/** Rejected entries shown before "more". */
const FEW = 5;

const SIGNS = { all: "check", some: "warning", none: "error" } as const;

function ImportedRow({ file }: { file: ImportedFile }) {
  const navigate = useNavigate();
  const [open, setOpen] = useState(false);
  const { report, rejected, rejected_total } = file;
  const tone = toneOf(file);
  const name = file.file.split(/[\\/]/).at(-1) ?? file.file;
  return (
    <li className={styles.imported} data-tone={tone}>
      <Icon name={SIGNS[tone]} size={14} />
      <div>
        <div className={styles.line}>
          <span className="clip" title={file.file}>
            {name}
          </span>
          {file.format && <span className="dim small clip">{file.format}</span>}
          {tone !== "none" && <span className="dim figures">{fileWords(file)}</span>}
          {report !== null && (
            <Button look="link" onPress={() => void navigate({ to: "/scans/$report", params: { report } })}>
              Open report
            </Button>
          )}
          {rejected_total > 0 && (
            <Button look="link" aria-expanded={open} onPress={() => setOpen(!open)}>
              {rejected_total === 1
                ? "1 entry not read"
                : `${rejected_total.toLocaleString("en")} entries not read`}
            </Button>
          )}
        </div>
        {file.error && (
          <p className={styles.why}>
            <Passage text={file.error} most={300} />
          </p>
        )}
        {open && (
          <ul className={styles.rejected}>
            {rejected.slice(0, FEW).map((entry, index) => (
              <li key={index}>
                <span className="dim figures">
                  entry {entry.entry}, line {entry.line}
                </span>{" "}
                <Passage text={entry.reason} most={200} />
              </li>
            ))}
            {rejected_total > Math.min(FEW, rejected.length) && (
              <li className="dim">
                {(rejected_total - Math.min(FEW, rejected.length)).toLocaleString("en")} more
              </li>
            )}
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
