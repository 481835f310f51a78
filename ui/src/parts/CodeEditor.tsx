import { lazy, Suspense } from "react";

import type { CodeDiffProps, CodeEditorProps } from "./code/props";

export type {
  CodeCommand,
  CodeCompletion,
  CodeDiffProps,
  CodeEdit,
  CodeEditorProps,
  CodeHandle,
  CodeLanguage,
  CodeMark,
  Span,
} from "./code/props";

const Surface = lazy(() => import("./code/Surface"));
const Diff = lazy(() => import("./code/Diff"));

const waiting = <div style={{ flex: 1 }} role="status" aria-label="Loading the editor" />;

/** A code editor with marks; fetched when the first one is shown, so that the window opens without it. */
export function CodeEditor(props: CodeEditorProps) {
  return (
    <Suspense fallback={waiting}>
      <Surface {...props} />
    </Suspense>
  );
}

/** The editor beside another text, with what differs; fetched when first shown. */
export function CodeDiff(props: CodeDiffProps) {
  return (
    <Suspense fallback={waiting}>
      <Diff {...props} />
    </Suspense>
  );
}
