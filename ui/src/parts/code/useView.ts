import { Compartment, Transaction, type Extension } from "@codemirror/state";
import { EditorView } from "@codemirror/view";
import { useEffect, useImperativeHandle, useRef, type RefObject } from "react";

import { offsetOf, placeOf, smallestChange } from "../places";
import { changesOf, holds, linesOf } from "./edits";
import { languageSupport, run } from "./language";
import { context } from "./language/context";
import { showMarks } from "./marks";
import type { CodeEditorProps, CodeHandle } from "./props";
import { readOnly, setup } from "./setup";

const writable = new Compartment();

/** Makes the view within an element; returns it and how to end it. */
export type MakeView = (parent: HTMLElement, extensions: Extension) => { view: EditorView; end: () => void };

/** One view for the life of the component, brought in line with the props by effects. Returns where to put it. */
export function useView(props: CodeEditorProps, make: MakeView): RefObject<HTMLDivElement | null> {
  const { label, value, marks, marked, goTo, explain, onChange, handle } = props;
  const place = useRef<HTMLDivElement>(null);
  const view = useRef<EditorView>(null);
  const latest = useRef(props);
  useEffect(() => {
    latest.current = props;
  });

  useEffect(() => {
    if (!place.current) return;
    const made = make(place.current, [
      context.of(latest),
      languageSupport,
      setup({ label, value, yaml: props.yaml !== false }),
      writable.of(onChange ? [] : readOnly),
      EditorView.updateListener.of((update) => {
        const outside = update.transactions.some((one) => one.annotation(Transaction.remote));
        if (update.docChanged && !outside) latest.current.onChange?.(update.state.sliceDoc());
        if (update.docChanged || update.selectionSet) {
          latest.current.onCursor?.(placeOf(update.state.doc, update.state.selection.main.head));
        }
      }),
    ]);
    view.current = made.view;
    if (props.start) show(made.view, offsetOf(made.view.state.doc, props.start));
    return () => {
      made.end();
      view.current = null;
    };
    // The editor is made once; what changes later reaches it through the effects below.
    // oxlint-disable-next-line react/exhaustive-deps
  }, []);

  const editable = onChange !== undefined;
  useEffect(() => {
    view.current?.dispatch({ effects: writable.reconfigure(editable ? [] : readOnly) });
  }, [editable]);

  useEffect(() => {
    if (view.current) bring(view.current, value);
  }, [value]);

  useEffect(() => {
    const editor = view.current;
    // Marks of an older text would lie beside what they are about; those that are there have moved along.
    if (!editor || (marked !== undefined && !holds(editor.state, marked))) return;
    showMarks(editor, marks ?? [], explain);
  }, [marks, marked, explain]);

  useEffect(() => {
    if (!goTo || !view.current) return;
    show(view.current, offsetOf(view.current.state.doc, goTo.place));
    view.current.focus();
  }, [goTo]);

  useImperativeHandle(
    handle,
    (): CodeHandle => ({
      text: () => view.current?.state.sliceDoc() ?? "",
      apply(asked, edits) {
        const editor = view.current;
        if (!editor || editor.state.readOnly || !holds(editor.state, asked)) return false;
        const changes = changesOf(editor.state.doc, edits);
        if (changes) editor.dispatch({ changes, userEvent: "input.edit" });
        return changes !== null;
      },
      run: (command) => view.current && run(view.current, command),
      show(at, focus) {
        const editor = view.current;
        if (!editor) return;
        show(editor, offsetOf(editor.state.doc, at));
        if (focus) editor.focus();
      },
    }),
    [],
  );
  return place;
}

function show(editor: EditorView, at: number): void {
  editor.dispatch({ selection: { anchor: at }, effects: EditorView.scrollIntoView(at, { y: "center" }) });
}

/** Brings the text in line with `value`, changing only what differs. */
export function bring(editor: EditorView, value: string): void {
  if (editor.state.sliceDoc() === value) return;
  const change = smallestChange(editor.state.doc.toString(), value.replaceAll("\r\n", "\n"));
  editor.dispatch({
    changes: { ...change, insert: linesOf(change.insert) },
    annotations: [Transaction.remote.of(true), Transaction.addToHistory.of(false)],
  });
}
