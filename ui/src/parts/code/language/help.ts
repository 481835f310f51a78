import type { Extension } from "@codemirror/state";
import { hoverTooltip, type EditorView, type Tooltip } from "@codemirror/view";

import { offsetOf } from "../../places";
import { languageOf, questionAt, say, stale } from "./context";
import { markdown } from "./markdown";
import { openPopup } from "./popup";

/** Milliseconds that the pointer rests before help comes. */
const REST = 350;

async function ask(view: EditorView, offset: number): Promise<Tooltip | null> {
  const language = languageOf(view.state);
  if (!language) return null;
  const question = questionAt(view.state, offset);
  const found = await language.hover(question.text, question.at).catch(() => null);
  if (!found || stale(view, question)) return null;
  const { doc } = question;
  return {
    pos: offsetOf(doc, found.from),
    end: offsetOf(doc, found.to),
    above: true,
    create: () => ({ dom: card(found.markdown) }),
  };
}

function card(text: string): HTMLElement {
  const made = markdown(text);
  made.className = "cm-help";
  return made;
}

/** What the word under the pointer means. */
export const hovering: Extension = hoverTooltip((view, offset) => ask(view, offset), { hoverTime: REST });

/** The same at the cursor, for the keyboard. */
export async function helpAtCursor(view: EditorView): Promise<void> {
  const { head } = view.state.selection.main;
  const tooltip = await ask(view, head);
  if (!tooltip) say(view, "No help for what is here");
  else if (view.state.selection.main.head === head) openPopup(view, tooltip);
}
