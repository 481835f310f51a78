import {
  autocompletion,
  startCompletion,
  type Completion,
  type CompletionContext,
  type CompletionResult,
} from "@codemirror/autocomplete";
import type { Extension } from "@codemirror/state";
import type { EditorView } from "@codemirror/view";

import { offsetOf } from "../../places";
import { linesOf } from "../edits";
import type { CodeCompletion } from "../props";
import { languageOf, questionAt } from "./context";
import { markdown } from "./markdown";

/**
 * Where a list opens by itself: behind a word, a dot or `{{`, and behind `key: ` or `- `, where a value is due. Not on
 * an empty line, where Enter must stay a new line.
 */
const OPENS = /([\w.:$-]|\{\{\s?|:\s|-\s)$/;
/** What is typed of a name or a path. */
const WORD = /[\w.:$-]*$/;
/** While only this is typed, the list is narrowed and not asked for again. */
const NARROWS = /^[\w-]*$/;
/** CodeMirror's bound for how much an order may weigh. */
const MOST_BOOST = 99;

async function source(context: CompletionContext): Promise<CompletionResult | null> {
  const language = languageOf(context.state);
  if (!language || context.state.readOnly) return null;
  const { doc } = context.state;
  const line = doc.lineAt(context.pos);
  const before = line.text.slice(0, context.pos - line.from);
  if (!context.explicit && !OPENS.test(before)) return null;
  const { text, at } = questionAt(context.state, context.pos);
  const items = await language.complete(text, at).catch((): CodeCompletion[] => []);
  if (context.aborted || items.length === 0) return null;
  // An edit may begin before the word that is typed, with a quote or `{{`; the list is narrowed by the word alone.
  const word = context.pos - (WORD.exec(before)?.[0].length ?? 0);
  const from = Math.min(context.pos, Math.max(word, ...items.map((item) => offsetOf(doc, item.edit.from))));
  return {
    from,
    options: items.map((item) =>
      option(item, offsetOf(doc, item.edit.from), offsetOf(doc, item.edit.to) - context.pos),
    ),
    validFor: NARROWS,
  };
}

/** `beyond`: how far behind the cursor the edit reaches; what is typed until it is taken lies before the cursor. */
function option(item: CodeCompletion, start: number, beyond: number): Completion {
  return {
    label: item.label,
    type: item.kind,
    boost: Math.max(-MOST_BOOST, MOST_BOOST - item.sort),
    ...(item.detail === null ? {} : { detail: item.detail }),
    ...(item.documentation === null ? {} : { info: () => help(item.documentation ?? "") }),
    apply: (view: EditorView, _completion: Completion, _from: number, to: number) => {
      const insert = linesOf(item.edit.text);
      const end = Math.min(view.state.doc.length, Math.max(start, to + beyond));
      view.dispatch({
        changes: { from: start, to: end, insert },
        selection: { anchor: start + insert.length },
        userEvent: "input.complete",
        scrollIntoView: true,
      });
      if (item.leads) startCompletion(view);
    },
  };
}

function help(text: string): HTMLElement {
  const made = markdown(text);
  made.className = "cm-help";
  return made;
}

/** The kind in a word, so that a field and a value of one name are told apart. */
function kind(completion: Completion): HTMLElement {
  const made = document.createElement("span");
  made.className = "cm-completionKind";
  made.textContent = completion.type ?? "";
  return made;
}

export const completing: Extension = autocompletion({
  override: [source],
  icons: false,
  activateOnTypingDelay: 60,
  maxRenderedOptions: 200,
  addToOptions: [{ render: kind, position: 90 }],
});
