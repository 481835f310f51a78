import { EditorView } from "@codemirror/view";

import type { CodeEditorProps } from "./props";
import styles from "./surface.module.css";
import { useView } from "./useView";

/** The CodeMirror editor. */
export default function Surface(props: CodeEditorProps) {
  const place = useView(props, (parent, extensions) => {
    const view = new EditorView({ parent, doc: props.value, extensions });
    return { view, end: () => view.destroy() };
  });
  return <div ref={place} className={styles.surface} />;
}
