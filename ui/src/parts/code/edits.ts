import { Text, type ChangeSpec, type EditorState } from "@codemirror/state";

import { offsetOf } from "../places";
import type { CodeEdit } from "./props";

const LINE_END = /\r\n?|\n/;

/** Text in the editor's own form: whatever ends its lines, they become lines. */
export function linesOf(text: string): Text {
  return Text.of(text.split(LINE_END));
}

/** Edits as changes of `doc`; `null` when two of them overlap, for then they are not edits of one text. */
export function changesOf(doc: Text, edits: CodeEdit[]): ChangeSpec[] | null {
  const changes = edits
    .map((edit) => {
      const from = offsetOf(doc, edit.from);
      return { from, to: Math.max(from, offsetOf(doc, edit.to)), insert: linesOf(edit.text) };
    })
    .toSorted((a, b) => a.from - b.from || a.to - b.to);
  const overlap = changes.some((change, index) => change.from < (changes[index - 1]?.to ?? 0));
  return overlap ? null : changes;
}

/** Whether the editor holds `text`; how lines end makes no difference. */
export function holds(state: EditorState, text: string): boolean {
  return state.sliceDoc() === text || state.doc.eq(linesOf(text));
}
