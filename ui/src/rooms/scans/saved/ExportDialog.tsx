import { useState } from "react";

import { useAsk, useDo, type ExportFormat, type JobView } from "@/contract";
import { Button } from "@/parts/Button";
import { Dialog } from "@/parts/Dialog";
import { Segments } from "@/parts/Field";
import { ProgressBar } from "@/parts/Progress";
import { useAction } from "@/pieces/actions";
import { FailureNotice } from "@/pieces/FailureView";
import { platform } from "@/platform";

import { scopeOf, useAddress } from "../address";
import styles from "./saved.module.css";

const FORMATS: { key: ExportFormat; label: string; says: string }[] = [
  {
    key: "csv",
    label: "CSV",
    says: "A table for a spreadsheet. Cells that a spreadsheet would run are defused.",
  },
  { key: "json", label: "JSON", says: "The same objects as `ingot scan list --format json` prints." },
  {
    key: "html",
    label: "HTML",
    says: "One page that needs nothing else: coverage, counts and the findings, to send or to print.",
  },
];

/** Writes what is shown into a file. */
export function ExportDialog({ report }: { report: string }) {
  const [address] = useAddress(report);
  const [open, setOpen] = useState(false);
  const [format, setFormat] = useState<ExportFormat>("csv");
  const [written, setWritten] = useState<{ job: string; file: string } | null>(null);
  const start = useDo("scan.export");
  const job = useAsk("job.list", {}).data?.jobs.find((one) => one.job === written?.job);
  const close = () => {
    setOpen(false);
    setWritten(null);
    start.reset();
  };
  useAction("scan.export", () => setOpen(true));
  const write = () =>
    void platform()
      .pickSave("Export findings", `findings.${format}`, {
        name: format.toUpperCase(),
        extensions: [format],
      })
      .then(
        (file) => {
          if (file === null) return;
          const scope = {
            ...scopeOf(report, address.query),
            sort: address.order.by,
            descending: address.order.descending,
          };
          start.mutate(
            { scope, format, file },
            { onSuccess: (started) => setWritten({ job: started.job, file }) },
          );
        },
        () => undefined,
      );
  return (
    <>
      <Button onPress={() => setOpen(true)}>Export…</Button>
      <Dialog
        open={open}
        onClose={close}
        title="Export what is shown"
        busy={start.isPending}
        foot={
          <>
            <Button onPress={close}>{written ? "Close" : "Cancel"}</Button>
            {!written && (
              <Button look="primary" isDisabled={start.isPending} onPress={write}>
                Choose the file…
              </Button>
            )}
          </>
        }
      >
        {start.error && <FailureNotice failure={start.error} />}
        {written ? (
          <Progress job={job} file={written.file} />
        ) : (
          <>
            <Segments label="Format" value={format} onChange={setFormat} choices={FORMATS} />
            <p className={styles.says}>{FORMATS.find(({ key }) => key === format)?.says}</p>
            <p className={`foreign ${styles.says}`}>
              {address.query.trim() === ""
                ? "All findings are written; no query narrows them."
                : `Only what the query shows is written: ${address.query.trim()}`}
            </p>
          </>
        )}
      </Dialog>
    </>
  );
}

/** How far the file is; the job goes on when the dialog is closed. */
function Progress({ job, file }: { job: JobView | undefined; file: string }) {
  const name = <span className="mono foreign">{file}</span>;
  if (job === undefined || job.state === "running") {
    return (
      <div role="status">
        <p>Writing {name}</p>
        {job && <ProgressBar label={job.title} done={job.progress.done} total={job.progress.total} />}
      </div>
    );
  }
  return (
    <p role="status" className="foreign">
      {job.state === "succeeded" ? (
        <>Written to {name}.</>
      ) : (
        <>
          Not written: {job.error?.message ?? "it was cancelled"}. {job.error?.hints[0]}
        </>
      )}
    </p>
  );
}
