import { lazy, Suspense } from "react";

import type { CodeEditorProps } from "./code/props";

export type { CodeEditorProps, CodeMark } from "./code/props";

const Surface = lazy(() => import("./code/Surface"));

/** A code editor with marks; fetched when the first one is shown, so that the window opens without it. */
export function CodeEditor(props: CodeEditorProps) {
  return (
    <Suspense fallback={<div style={{ flex: 1 }} role="status" aria-label="Loading the editor" />}>
      <Surface {...props} />
    </Suspense>
  );
}
