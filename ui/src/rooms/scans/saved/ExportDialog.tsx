import { useState } from "react";

import { useDo, type ExportFormat } from "@/contract";
import { Button } from "@/parts/Button";
import { Dialog } from "@/parts/Dialog";
import { Segments } from "@/parts/Field";
import { useAction } from "@/pieces/actions";
import { FailureNotice } from "@/pieces/FailureView";
import { platform } from "@/platform";

import { scopeOf, useAddress } from "../address";

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
  const start = useDo("scan.export");
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
          start.mutate({ scope, format, file }, { onSuccess: () => setOpen(false) });
        },
        () => undefined,
      );
  return (
    <>
      <Button onPress={() => setOpen(true)}>Export…</Button>
      <Dialog
        open={open}
        onClose={() => setOpen(false)}
        title="Export what is shown"
        busy={start.isPending}
        foot={
          <>
            <Button onPress={() => setOpen(false)}>Cancel</Button>
            <Button look="primary" isDisabled={start.isPending} onPress={write}>
              Choose the file…
            </Button>
          </>
        }
      >
        {start.error && <FailureNotice failure={start.error} />}
        <Segments label="Format" value={format} onChange={setFormat} choices={FORMATS} />
        <p className="dim" style={{ paddingTop: 10 }}>
          {FORMATS.find(({ key }) => key === format)?.says}
        </p>
        <p className="dim foreign" style={{ paddingTop: 6 }}>
          {address.query.trim() === ""
            ? "All findings are written; no query narrows them."
            : `Only what the query shows is written: ${address.query.trim()}`}
        </p>
      </Dialog>
    </>
  );
}
