import { useState } from "react";

import type { Snapshot, Snapshots } from "@/contract";
import { Button } from "@/parts/Button";
import { Dialog } from "@/parts/Dialog";
import { Time } from "@/parts/Time";
import { perform } from "@/pieces/actions";

import styles from "./report.module.css";

/** The dates of the lists that findings are joined with, and how to load one. */
export function SnapshotFacts({ snapshots }: { snapshots: Snapshots }) {
  const [open, setOpen] = useState(false);
  const word = (name: string, of: Snapshot | null) =>
    of ? (
      <>
        {name} <Time at={of.as_of} prefix="as of" />
      </>
    ) : (
      `${name} not loaded`
    );
  return (
    <>
      <Button look="link" onPress={() => setOpen(true)}>
        {word("KEV", snapshots.kev)} · {word("EPSS", snapshots.epss)}
      </Button>
      <Dialog
        open={open}
        onClose={() => setOpen(false)}
        title="Lists that findings are joined with"
        foot={
          <>
            <Button onPress={() => setOpen(false)}>Close</Button>
            <Button
              look="primary"
              icon="import"
              onPress={() => {
                setOpen(false);
                perform("scan.import");
              }}
            >
              Load a file…
            </Button>
          </>
        }
      >
        <div className={styles.snapshots}>
          <p>
            Where a report itself says nothing, these say whether a vulnerability is exploited, and how likely
            that is. They are files, read like reports and kept for use offline.
          </p>
          <Part
            title="KEV: known exploited vulnerabilities, by CISA"
            of={snapshots.kev}
            how="Save known_exploited_vulnerabilities.json or .csv from cisa.gov, and load it here."
          />
          <Part
            title="EPSS: exploit prediction scores, by FIRST"
            of={snapshots.epss}
            how="Save epss_scores-current.csv.gz from epss.empiricalsecurity.com, and load it here as it is."
          />
        </div>
      </Dialog>
    </>
  );
}

function Part({ title, of, how }: { title: string; of: Snapshot | null; how: string }) {
  return (
    <>
      <h3>{title}</h3>
      <p className="dim">
        {of ? (
          <>
            {of.entries.toLocaleString("en")} entries, published <Time at={of.as_of} />, from{" "}
            <span className="foreign mono">{of.file}</span>. A newer file takes its place.
          </>
        ) : (
          how
        )}
      </p>
    </>
  );
}
