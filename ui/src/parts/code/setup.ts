import { defaultKeymap, history, historyKeymap, indentWithTab } from "@codemirror/commands";
import { yaml } from "@codemirror/lang-yaml";
import { bracketMatching, foldGutter, foldKeymap, indentUnit } from "@codemirror/language";
import { lintGutter, nextDiagnostic, previousDiagnostic } from "@codemirror/lint";
import { highlightSelectionMatches, search, searchKeymap } from "@codemirror/search";
import { EditorState, type Extension } from "@codemirror/state";
import {
  drawSelection,
  EditorView,
  highlightActiveLine,
  highlightActiveLineGutter,
  keymap,
  lineNumbers,
  tooltips,
} from "@codemirror/view";

import { theme } from "./theme";

/** A text of which every line ends as in DOS keeps doing so. */
function endsAsDos(text: string): boolean {
  return text.includes("\r\n") && !/[^\r]\n/.test(text);
}

/** What every editor has: numbers, folding, search, keys and looks. */
export function setup({
  label,
  value,
  yaml: isYaml,
}: {
  label: string;
  value: string;
  yaml: boolean;
}): Extension {
  return [
    lineNumbers(),
    // Beside the panes, which cut off what reaches over their edge.
    tooltips({ parent: document.body }),
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
      { key: "F8", run: nextDiagnostic },
      { key: "Shift-F8", run: previousDiagnostic },
      ...defaultKeymap,
      ...historyKeymap,
      ...searchKeymap,
      ...foldKeymap,
      indentWithTab,
    ]),
    isYaml ? yaml() : [],
    theme,
    EditorView.contentAttributes.of({ "aria-label": label, spellcheck: "false", tabindex: "0" }),
    endsAsDos(value) ? EditorState.lineSeparator.of("\r\n") : [],
  ];
}

/** A text that is looked at and not typed in, with the keys that look. */
export const readOnly: Extension = EditorState.readOnly.of(true);
