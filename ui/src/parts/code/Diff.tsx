import { MergeView } from "@codemirror/merge";
import { useEffect, useRef } from "react";

import type { CodeDiffProps } from "./props";
import { readOnly, setup } from "./setup";
import styles from "./surface.module.css";
import { bring, useView } from "./useView";

/** Milliseconds that finding the differences may take before they are told coarsely. */
const PATIENCE = 150;

/** The editor with another text beside it, both scrolling as one, and what differs between them. */
export default function Diff(props: CodeDiffProps) {
  const { other, otherLabel } = props;
  const merge = useRef<MergeView>(null);
  const place = useView(props, (parent, extensions) => {
    const made = new MergeView({
      parent,
      orientation: props.otherFirst ? "a-b" : "b-a",
      a: { doc: other, extensions: [setup({ label: otherLabel, value: other, yaml: true }), readOnly] },
      b: { doc: props.value, extensions },
      gutter: true,
      collapseUnchanged: { margin: 4, minSize: 8 },
      diffConfig: { scanLimit: 1000, timeout: PATIENCE },
    });
    merge.current = made;
    return {
      view: made.b,
      end: () => {
        made.destroy();
        merge.current = null;
      },
    };
  });
  useEffect(() => {
    if (merge.current) bring(merge.current.a, other);
  }, [other]);
  return <div ref={place} className={`${styles.surface} ${styles.diff}`} />;
}
