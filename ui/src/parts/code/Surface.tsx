import { defaultKeymap, history, historyKeymap, indentWithTab } from "@codemirror/commands";
import { yaml } from "@codemirror/lang-yaml";
import { bracketMatching, foldGutter, foldKeymap, indentUnit } from "@codemirror/language";
import { lintGutter, lintKeymap } from "@codemirror/lint";
import { highlightSelectionMatches, search, searchKeymap } from "@codemirror/search";
import { Compartment, EditorState, Text, Transaction } from "@codemirror/state";
import {
  drawSelection,
  EditorView,
  highlightActiveLine,
  highlightActiveLineGutter,
  keymap,
  lineNumbers,
} from "@codemirror/view";
import { useEffect, useRef } from "react";

import { offsetOf, smallestChange } from "../places";
import { showMarks } from "./marks";
import type { CodeEditorProps } from "./props";
import styles from "./surface.module.css";
import { theme } from "./theme";

const writable = new Compartment();

/** A text of which every line ends as in DOS keeps doing so. */
function endsAsDos(text: string): boolean {
  return text.includes("\r\n") && !/[^\r]\n/.test(text);
}

/** The CodeMirror editor; one view for the life of the component, brought in line with the props by effects. */
export default function Surface(props: CodeEditorProps) {
  const { label, value, marks, goTo, explain, onChange } = props;
  const place = useRef<HTMLDivElement>(null);
  const view = useRef<EditorView>(null);
  const changed = useRef(onChange);
  useEffect(() => {
    changed.current = onChange;
  }, [onChange]);

  useEffect(() => {
    if (!place.current) return;
    const made = new EditorView({
      parent: place.current,
      state: EditorState.create({
        doc: value,
        extensions: [
          lineNumbers(),
          foldGutter({ openText: "⌄", closedText: "›" }),
          lintGutter(),
          history(),
          drawSelection(),
          highlightActiveLine(),
          highlightActiveLineGutter(),
          highlightSelectionMatches(),
          bracketMatching(),
          indentUnit.of("  "),
          search(),
          keymap.of([
            ...defaultKeymap,
            ...historyKeymap,
            ...searchKeymap,
            ...foldKeymap,
            ...lintKeymap,
            indentWithTab,
          ]),
          props.yaml === false ? [] : yaml(),
          theme,
          EditorView.contentAttributes.of({ "aria-label": label, spellcheck: "false", tabindex: "0" }),
          writable.of([]),
          endsAsDos(value) ? EditorState.lineSeparator.of("\r\n") : [],
          EditorView.updateListener.of((update) => {
            const outside = update.transactions.some((one) => one.annotation(Transaction.remote));
            if (update.docChanged && !outside) changed.current?.(update.state.sliceDoc());
          }),
        ],
      }),
    });
    view.current = made;
    return () => {
      made.destroy();
      view.current = null;
    };
    // The editor is made once; what changes later reaches it through the effects below.
    // oxlint-disable-next-line react/exhaustive-deps
  }, []);

  const editable = onChange !== undefined;
  useEffect(() => {
    view.current?.dispatch({
      effects: writable.reconfigure(editable ? [] : [EditorState.readOnly.of(true)]),
    });
  }, [editable]);

  useEffect(() => {
    const editor = view.current;
    if (!editor) return;
    if (editor.state.sliceDoc() === value) return;
    const change = smallestChange(editor.state.doc.toString(), value.replaceAll("\r\n", "\n"));
    editor.dispatch({
      changes: { ...change, insert: Text.of(change.insert.split("\n")) },
      annotations: [Transaction.remote.of(true), Transaction.addToHistory.of(false)],
    });
  }, [value]);

  useEffect(() => {
    if (view.current) showMarks(view.current, marks ?? [], explain);
  }, [marks, explain]);

  useEffect(() => {
    const editor = view.current;
    if (!editor || !goTo) return;
    const at = offsetOf(editor.state.doc, goTo.place);
    editor.dispatch({ selection: { anchor: at }, effects: EditorView.scrollIntoView(at, { y: "center" }) });
    editor.focus();
  }, [goTo]);

  return <div ref={place} className={styles.surface} />;
}
