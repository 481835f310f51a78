import { useState } from "react";

import { useDo } from "@/contract";
import { Button } from "@/parts/Button";
import { Dialog } from "@/parts/Dialog";
import { Segments, TextField } from "@/parts/Field";
import { Notice } from "@/parts/states";
import { FailureNotice } from "@/pieces/FailureView";
import { useReach } from "@/pieces/session";

import { EMPTY_FETCH, fetchProblems, fetchRequest, type FetchForm, type FetchKind } from "./fetch";
import { followJob } from "./import";
import styles from "./import.module.css";

const TITLES: Record<FetchKind, string> = {
  ami: "Findings of an AMI",
  findings_report: "Findings report from Inspector",
  sbom: "Software bill of materials from Inspector",
};

/** Asks AWS for a report. What writes into a bucket says so before it does. */
export function FetchDialog({ kind, onClose }: { kind: FetchKind; onClose: () => void }) {
  const { session, online, why } = useReach();
  const start = useDo("scan.fetch");
  const [form, setForm] = useState<FetchForm>(EMPTY_FETCH);
  const [tried, setTried] = useState(false);
  const problems = fetchProblems(kind, form);
  const shown = tried ? problems : {};
  const change = (part: Partial<FetchForm>) => setForm((before) => ({ ...before, ...part }));
  const writes = kind !== "ami";
  const ask = () => {
    setTried(true);
    if (Object.keys(problems).length > 0) return;
    start.mutate(fetchRequest(kind, form), {
      onSuccess: ({ job }) => {
        followJob(job);
        onClose();
      },
    });
  };
  return (
    <Dialog
      open
      onClose={onClose}
      title={TITLES[kind]}
      busy={start.isPending}
      foot={
        <>
          {!online && why && <span className="dim">{why}</span>}
          <Button onPress={onClose}>Cancel</Button>
          <Button look="primary" isDisabled={start.isPending || !online} onPress={ask}>
            {writes ? "Write, follow and read it" : "Read the findings"}
          </Button>
        </>
      }
    >
      <div className={styles.fetch}>
        {start.error && <FailureNotice failure={start.error} />}
        {writes && (
          <Notice>
            This changes something in AWS: Inspector of <span className="foreign">{session?.region}</span>{" "}
            writes a file into the bucket, encrypted with the key. Bucket and key have to allow{" "}
            <span className="mono">inspector2.amazonaws.com</span>. Ingot then reads the file from there.
          </Notice>
        )}
        {kind === "findings_report" && (
          <Segments
            label="Format"
            value={form.report}
            onChange={(report) => change({ report })}
            choices={[
              { key: "json", label: "JSON" },
              { key: "csv", label: "CSV" },
            ]}
          />
        )}
        {kind === "sbom" && (
          <Segments
            label="Format"
            value={form.sbom}
            onChange={(sbom) => change({ sbom })}
            choices={[
              { key: "cyclonedx", label: "CycloneDX" },
              { key: "spdx", label: "SPDX" },
            ]}
          />
        )}
        <TextField
          autoFocus
          mono
          label="AMI"
          mark={kind === "ami" ? "required" : "optional"}
          placeholder="ami-0123456789abcdef0"
          note={
            kind === "ami"
              ? "Findings of the instances that run it, with their details and coverage."
              : "Of the instances that run this AMI; without it, everything Inspector has in this account and region."
          }
          value={form.ami}
          onChange={(ami) => change({ ami })}
          error={shown.ami}
        />
        {writes && (
          <>
            <TextField
              mono
              label="Bucket"
              mark="required"
              value={form.bucket}
              onChange={(bucket) => change({ bucket })}
              error={shown.bucket}
            />
            <TextField
              mono
              label="Prefix"
              mark="optional"
              placeholder="inspector/"
              value={form.prefix}
              onChange={(prefix) => change({ prefix })}
            />
            <TextField
              mono
              label="KMS key"
              mark="required"
              placeholder="arn:aws:kms:…:key/…"
              value={form.kmsKey}
              onChange={(kmsKey) => change({ kmsKey })}
              error={shown.kmsKey}
            />
          </>
        )}
      </div>
    </Dialog>
  );
}
