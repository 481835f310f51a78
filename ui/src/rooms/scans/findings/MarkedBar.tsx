import { useState } from "react";

import { asFailure, call, type CopyFormat, type Which } from "@/contract";
import { Button } from "@/parts/Button";
import { copyWhenReady } from "@/parts/clipboard";
import { keysOf } from "@/pieces/actions";

import styles from "./findings.module.css";

export interface MarkedBarProps {
  /** Findings that are marked. */
  count: number;
  which: Which;
  columns: string[];
  onDecide: () => void;
  onClear: () => void;
}

/** What can be done with the marked findings. */
export function MarkedBar({ count, which, columns, onDecide, onClear }: MarkedBarProps) {
  const [said, setSaid] = useState("");
  const copy = (format: CopyFormat) => {
    const answer = call("scan.copy", { which, format, columns });
    copyWhenReady(answer.then(({ text }) => text))
      .then(() => answer)
      .then(
        ({ findings, cut }) =>
          setSaid(`${findings.toLocaleString("en")} copied${cut ? ", the first ones" : ""}`),
        (thrown: unknown) => setSaid(`not copied: ${asFailure(thrown).message}`),
      );
  };
  return (
    <div className={styles.count} data-marked="true" role="toolbar" aria-label="Marked findings">
      <span className="figures" role="status">
        {count.toLocaleString("en")} marked
        {said && <span className="dim"> · {said}</span>}
      </span>
      <Button small look="primary" onPress={onDecide}>
        Decide…{keysOf("scan.decide") && <kbd> {keysOf("scan.decide")}</kbd>}
      </Button>
      <Button small icon="copy" onPress={() => copy("markdown")}>
        Copy as Markdown
      </Button>
      <Button small icon="copy" onPress={() => copy("csv")}>
        Copy as CSV
      </Button>
      <Button small look="quiet" onPress={onClear}>
        Clear
      </Button>
    </div>
  );
}
