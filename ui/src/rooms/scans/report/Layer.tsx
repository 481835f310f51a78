import type { FindingLayer } from "@/contract";

import styles from "./report.module.css";

export const LAYER_WORDS: Record<FindingLayer, string> = {
  golden: "Golden",
  overlay: "Overlay",
  unknown: "Layer not known",
};

/** Gold as the golden layers, blue as one's own, hollow where nobody knows. */
export function LayerSquare({ layer }: { layer: FindingLayer }) {
  return <span className={styles.square} data-layer={layer} aria-hidden="true" />;
}

export function LayerWord({ layer }: { layer: FindingLayer }) {
  return (
    <>
      <LayerSquare layer={layer} />
      <span className={layer === "unknown" ? "dim clip" : "clip"}>
        {layer === "unknown" ? "not known" : LAYER_WORDS[layer]}
      </span>
    </>
  );
}
