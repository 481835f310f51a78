import type { Extension } from "@codemirror/state";
import { EditorView, keymap } from "@codemirror/view";
import { acceptCompletion, startCompletion } from "@codemirror/autocomplete";

import type { CodeCommand } from "../props";
import { completing } from "./complete";
import { languageOf, say } from "./context";
import { clicking, goToDefinition } from "./definition";
import { offerFixes } from "./fixes";
import { format } from "./format";
import { helpAtCursor, hovering } from "./help";
import { popups } from "./popup";
import { rename } from "./rename";

const commands: Record<CodeCommand, (view: EditorView) => unknown> = {
  complete: startCompletion,
  help: helpAtCursor,
  definition: (view) => goToDefinition(view),
  rename,
  fix: offerFixes,
  format,
};

/** Carries out a command at the cursor. */
export function run(view: EditorView, command: CodeCommand): void {
  say(view, "");
  view.focus();
  void commands[command](view);
}

const key = (name: string, command: CodeCommand, needsLanguage = true) => ({
  key: name,
  run: (view: EditorView) => {
    if (needsLanguage && !languageOf(view.state)) return false;
    run(view, command);
    return true;
  },
});

/** Completion, help, definitions, renaming, fixes and formatting, with their keys. */
export const languageSupport: Extension = [
  popups,
  completing,
  hovering,
  clicking,
  keymap.of([
    { key: "Tab", run: acceptCompletion },
    key("F1", "help"),
    key("F12", "definition"),
    key("F2", "rename"),
    key("Mod-.", "fix", false),
    key("Shift-Alt-f", "format"),
  ]),
];
