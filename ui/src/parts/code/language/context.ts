import { Facet, type EditorState, type Text } from "@codemirror/state";
import type { EditorView } from "@codemirror/view";

import { placeOf, type Place } from "../../places";
import { changesOf } from "../edits";
import type { CodeEdit, CodeEditorProps, CodeLanguage } from "../props";

/** The props of the editor as they are now, for what runs inside it. */
export const context = Facet.define<{ current: CodeEditorProps }, { current: CodeEditorProps } | undefined>({
  combine: (values) => values[0],
});

export function languageOf(state: EditorState): CodeLanguage | undefined {
  return state.facet(context)?.current.language;
}

/** A sentence for the person who types. */
export function say(view: EditorView, sentence: string): void {
  view.state.facet(context)?.current.onSay?.(sentence);
}

/** What a question about a place carries, and the text it was asked about. */
export interface Question {
  doc: Text;
  text: string;
  at: Place;
  offset: number;
}

export function questionAt(state: EditorState, offset = state.selection.main.head): Question {
  return { doc: state.doc, text: state.sliceDoc(), at: placeOf(state.doc, offset), offset };
}

/** An answer may come late: it is good only for the text it was asked about. */
export function stale(view: EditorView, question: { doc: Text }): boolean {
  return view.state.doc !== question.doc;
}

/** Carries out edits as one step of the history; `false` when they are no edits of this text. */
export function edit(view: EditorView, edits: CodeEdit[], userEvent: string): boolean {
  if (view.state.readOnly) return false;
  const changes = changesOf(view.state.doc, edits);
  if (!changes) return false;
  view.dispatch({ changes, userEvent, scrollIntoView: false });
  return true;
}

/** Why something failed, in its own words. */
export function words(thrown: unknown): string {
  return thrown instanceof Error ? thrown.message : String(thrown);
}
