import type { EditorView } from "@codemirror/view";

import { edit, languageOf, questionAt, say, stale, words } from "./context";

/** Puts the text into its usual shape, or says why not. */
export async function format(view: EditorView): Promise<void> {
  const language = languageOf(view.state);
  if (!language) return;
  if (view.state.readOnly) return say(view, "This text is read-only");
  const question = questionAt(view.state);
  try {
    const { edits, refused } = await language.format(question.text);
    if (stale(view, question)) return say(view, "Not formatted: the text changed meanwhile");
    if (refused !== null) return say(view, `Not formatted: ${refused}`);
    if (edits.length === 0) return say(view, "Formatted: nothing to change");
    if (!edit(view, edits, "input.format"))
      return say(view, "Not formatted: the changes do not fit the text");
    say(view, edits.length === 1 ? "Formatted: 1 change" : `Formatted: ${edits.length} changes`);
  } catch (thrown) {
    say(view, words(thrown));
  }
}
