import type { Extension } from "@codemirror/state";
import { EditorView } from "@codemirror/view";

import { offsetOf } from "../../places";
import { languageOf, questionAt, say, stale } from "./context";

/** Goes to where the name at `offset` is declared. Undoing the selection (Mod-U) leads back. */
export async function goToDefinition(
  view: EditorView,
  offset = view.state.selection.main.head,
): Promise<void> {
  const language = languageOf(view.state);
  if (!language) return;
  const question = questionAt(view.state, offset);
  const found = await language.definition(question.text, question.at).catch(() => null);
  if (stale(view, question)) return;
  if (!found) return say(view, "Nothing here is declared elsewhere in this document");
  const anchor = offsetOf(question.doc, found.from);
  view.dispatch({
    selection: { anchor, head: offsetOf(question.doc, found.to) },
    effects: EditorView.scrollIntoView(anchor, { y: "center" }),
    userEvent: "select.definition",
  });
  view.focus();
}

/** With the pointer: Ctrl (or Command) and a click. */
export const clicking: Extension = EditorView.domEventHandlers({
  mousedown(event, view) {
    if (!(event.ctrlKey || event.metaKey) || event.button !== 0 || !languageOf(view.state)) return false;
    const offset = view.posAtCoords({ x: event.clientX, y: event.clientY });
    if (offset === null) return false;
    event.preventDefault();
    void goToDefinition(view, offset);
    return true;
  },
});
