import { HighlightStyle, syntaxHighlighting } from "@codemirror/language";
import { EditorView } from "@codemirror/view";
import { tags } from "@lezer/highlight";

const look = EditorView.theme({
  "&": { height: "100%", color: "var(--ink)", backgroundColor: "var(--code)", fontSize: "12.5px" },
  "&.cm-focused": { outline: "none" },
  ".cm-scroller": { fontFamily: "var(--mono)", lineHeight: "1.55" },
  ".cm-content": { padding: "8px 0", caretColor: "var(--ink)" },
  ".cm-line": { padding: "0 14px 0 6px" },
  ".cm-cursor": { borderLeftColor: "var(--ink)", borderLeftWidth: "1.5px" },
  ".cm-gutters": {
    backgroundColor: "var(--code)",
    color: "var(--ink-2)",
    border: "none",
    fontSize: "11px",
    fontVariantNumeric: "tabular-nums",
  },
  ".cm-lineNumbers .cm-gutterElement": { padding: "0 8px 0 12px", minWidth: "36px", lineHeight: "19.4px" },
  ".cm-activeLine, .cm-activeLineGutter": {
    backgroundColor: "color-mix(in oklab, var(--hover) 60%, transparent)",
  },
  "&.cm-focused > .cm-scroller > .cm-selectionLayer .cm-selectionBackground, .cm-selectionBackground": {
    background: "light-dark(#c9dbf2, #2f4a6b)",
  },
  ".cm-matchingBracket": { backgroundColor: "var(--own-paper)", outline: "1px solid var(--own-line)" },
  ".cm-panels": { backgroundColor: "var(--panel)", color: "var(--ink)", borderColor: "var(--line)" },
  ".cm-panels.cm-panels-bottom": { borderTop: "1px solid var(--line)" },
  ".cm-panel.cm-search": { padding: "6px 10px" },
  ".cm-panel.cm-search label": { fontSize: "12px" },
  ".cm-textfield, .cm-button": {
    backgroundImage: "none",
    backgroundColor: "var(--raised)",
    border: "1px solid var(--line-strong)",
    borderRadius: "4px",
    color: "var(--ink)",
    fontSize: "12px",
  },
  ".cm-searchMatch": { backgroundColor: "var(--warn-paper)", outline: "1px solid var(--warn)" },
  ".cm-searchMatch-selected": { backgroundColor: "var(--gold-paper)" },
  ".cm-foldGutter .cm-gutterElement": { opacity: "0", padding: "0 3px" },
  ".cm-gutters:hover .cm-foldGutter .cm-gutterElement, .cm-foldGutter .cm-activeLineGutter": { opacity: "1" },
  ".cm-foldPlaceholder": {
    backgroundColor: "var(--hover)",
    border: "none",
    color: "var(--ink-2)",
    padding: "0 6px",
  },
  ".cm-tooltip": {
    backgroundColor: "var(--raised)",
    border: "1px solid var(--line)",
    borderRadius: "6px",
    boxShadow: "var(--shadow)",
    maxWidth: "480px",
  },
  ".cm-diagnostic": {
    padding: "8px 12px",
    borderLeft: "none",
    fontFamily: "var(--sans)",
    whiteSpace: "normal",
  },
  ".cm-lintRange-error": { backgroundImage: "none", borderBottom: "2px dotted var(--bad)" },
  ".cm-lintRange-warning": { backgroundImage: "none", borderBottom: "2px dotted var(--warn)" },
  ".cm-lintRange-info": { backgroundImage: "none", borderBottom: "2px dotted var(--ink-2)" },
  ".cm-lint-marker": { width: "8px", height: "8px", margin: "5px 2px" },
  ".cm-lint-marker-error": { content: '""', borderRadius: "50%", backgroundColor: "var(--bad)" },
  ".cm-lint-marker-warning": {
    content: '""',
    borderRadius: "1px",
    rotate: "45deg",
    backgroundColor: "var(--warn)",
  },
  ".cm-lint-marker-info": { content: '""', borderRadius: "2px", backgroundColor: "var(--ink-2)" },
  ".cm-gutter-lint": { width: "14px" },
  ".cm-gutter-lint .cm-gutterElement": { padding: "0" },
  ".cm-lintPoint:after": { borderBottomColor: "var(--bad)" },
  ".cm-diagnosticAction": {
    backgroundColor: "transparent",
    border: "1px solid var(--line-strong)",
    borderRadius: "4px",
    color: "var(--ink)",
    font: "500 12px var(--sans)",
    padding: "2px 8px",
    marginLeft: "0",
    marginTop: "6px",
  },
});

const colours = HighlightStyle.define([
  { tag: [tags.definition(tags.propertyName), tags.propertyName], color: "var(--own)" },
  { tag: [tags.comment, tags.lineComment], color: "var(--ink-2)", fontStyle: "italic" },
  { tag: [tags.string, tags.content], color: "var(--ink)" },
  { tag: [tags.number, tags.bool, tags.null], color: "var(--gold-ink)" },
  { tag: [tags.punctuation, tags.separator, tags.squareBracket, tags.brace], color: "var(--ink-2)" },
  { tag: [tags.labelName, tags.typeName, tags.keyword], color: "var(--test)" },
]);

export const theme = [look, syntaxHighlighting(colours)];
