import type { Layer } from "@/contract";
import { Grip } from "@/parts/icons";
import { SeverityMark } from "@/pieces/Mark";

import styles from "./layer.module.css";
import { layerNote, pinText } from "./bands";

/** One layer of the stack: own ones can be moved, locked ones are quiet. */
export function LayerRow({ layer, current, lifted }: { layer: Layer; current: boolean; lifted: boolean }) {
  const note = layerNote(layer);
  const worst = layer.problems.some((problem) => problem.severity === "error") ? "error" : "warning";
  return (
    <div className={styles.layer} data-current={current} data-lifted={lifted} data-locked={layer.locked}>
      <span className={styles.handle}>{layer.locked ? <span className={styles.lock} /> : <Grip />}</span>
      <span className={`clip ${styles.name}`} title={layer.name}>
        {layer.name}
      </span>
      <span
        className={`clip mono ${styles.version}`}
        data-broken={layer.pin.resolved === null}
        title={pinText(layer.pin)}
      >
        {layer.pin.written}
        {layer.pin.wildcard && (
          <>
            <span className={styles.arrow}> → </span>
            {layer.pin.resolved ?? "nothing"}
          </>
        )}
      </span>
      <span className={`clip ${styles.phases}`}>{layer.phases.join(", ")}</span>
      <span className={`clip ${styles.note}`} data-tone={note.tone} title={note.text}>
        {note.text}
      </span>
      <span className={styles.mark}>{layer.problems.length > 0 && <SeverityMark severity={worst} />}</span>
    </div>
  );
}
