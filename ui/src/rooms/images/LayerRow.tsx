import { memo } from "react";

import type { Layer } from "@/contract";
import { Grip, Icon } from "@/parts/icons";
import { SeverityMark } from "@/pieces/Mark";

import styles from "./layer.module.css";
import { layerNote, pinText } from "./bands";
import { isPinned } from "./pin";
import { PinText } from "./PinText";

export interface LayerRowProps {
  layer: Layer;
  /** The image's platform; a layer names its own only where it differs. */
  platform: string | null;
  current: boolean;
  /** Chosen together with others. */
  chosen: boolean;
  lifted: boolean;
}

/**
 * One layer of the stack: own ones can be moved, locked ones are quiet, those that are off are struck out. A stack can
 * have hundreds of them, and an edit changes few: the others are not drawn again.
 */
export const LayerRow = memo(function LayerRow(props: LayerRowProps) {
  const { layer, platform } = props;
  const note = layerNote(layer);
  const worst = layer.problems.some((problem) => problem.severity === "error") ? "error" : "warning";
  const other = layer.platform !== null && platform !== null && layer.platform !== platform;
  const phases = layer.phases.join(", ");
  return (
    <div
      className={styles.layer}
      data-current={props.current}
      data-chosen={props.chosen}
      data-lifted={props.lifted}
      data-locked={layer.locked}
      data-off={!layer.enabled}
    >
      <span className={styles.handle}>{layer.locked ? <span className={styles.lock} /> : <Grip />}</span>
      <span
        className={`clip ${styles.name}`}
        title={layer.description ? `${layer.name}: ${layer.description}` : layer.name}
      >
        {layer.name}
      </span>
      <span
        className={`clip mono ${styles.version}`}
        data-broken={layer.pin.resolved === null}
        title={isPinned(layer) ? `pinned to ${layer.pin.written}` : pinText(layer.pin)}
      >
        <PinText pin={layer.pin} />
        {isPinned(layer) && <Icon name="pin" size={11} />}
      </span>
      <span className={`clip ${styles.phases}`} title={phases}>
        {other && <span className={styles.platform}>{layer.platform}</span>}
        {phases}
      </span>
      <span className={`clip ${styles.note}`} data-tone={note.tone} title={note.text + (note.unit ?? "")}>
        {note.text}
        {note.unit && <span className={styles.unit}>{note.unit}</span>}
      </span>
      <span className={styles.mark}>{layer.problems.length > 0 && <SeverityMark severity={worst} />}</span>
    </div>
  );
});
