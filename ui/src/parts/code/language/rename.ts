import type { EditorView } from "@codemirror/view";

import { offsetOf } from "../../places";
import type { CodeEdit } from "../props";
import { edit, languageOf, questionAt, say, stale, words, type Question } from "./context";
import { closePopup, openPopup } from "./popup";

/** Asks for a new name in place, and changes it everywhere in the text. */
export async function rename(view: EditorView): Promise<void> {
  const language = languageOf(view.state);
  if (!language) return;
  if (view.state.readOnly) return say(view, "This text is read-only");
  const question = questionAt(view.state);
  const target = await language.renameAt(question.text, question.at).catch(() => null);
  if (stale(view, question)) return;
  if (!target) return say(view, "Nothing here has a name that can be changed");
  const from = offsetOf(question.doc, target.from);
  openPopup(view, {
    pos: from,
    end: offsetOf(question.doc, target.to),
    create: () => {
      const { dom, input } = form(view, question, target.name, (name) =>
        language.rename(question.text, question.at, name),
      );
      return {
        dom,
        mount: () => {
          input.focus();
          input.select();
        },
      };
    },
  });
}

function form(
  view: EditorView,
  question: Question,
  name: string,
  ask: (name: string) => Promise<CodeEdit[]>,
): { dom: HTMLElement; input: HTMLInputElement } {
  const dom = document.createElement("form");
  dom.className = "cm-rename";
  const input = document.createElement("input");
  input.value = name;
  input.spellcheck = false;
  input.setAttribute("aria-label", `New name of ${name}`);
  input.size = Math.min(48, Math.max(16, name.length + 4));
  const refused = document.createElement("div");
  refused.className = "cm-rename-refused";
  refused.setAttribute("role", "alert");
  const hint = document.createElement("div");
  hint.className = "cm-rename-hint";
  hint.textContent = "Enter renames it everywhere, Escape keeps it";
  dom.append(input, refused, hint);

  let asked = 0;
  dom.addEventListener("submit", (event) => {
    event.preventDefault();
    const wanted = input.value.trim();
    if (wanted === name || wanted === "") return void closePopup(view);
    asked += 1;
    const mine = asked;
    ask(wanted).then(
      (edits) => {
        if (mine !== asked || stale(view, question)) return;
        if (edit(view, edits, "input.rename")) {
          say(view, edits.length === 1 ? "Renamed in 1 place" : `Renamed in ${edits.length} places`);
        } else say(view, "Not renamed: the changes do not fit the text");
        view.focus();
      },
      (thrown: unknown) => {
        if (mine === asked) refused.textContent = words(thrown);
      },
    );
  });
  input.addEventListener("input", () => (refused.textContent = ""));
  dom.addEventListener("keydown", (event) => {
    if (event.key !== "Escape") return;
    event.preventDefault();
    event.stopPropagation();
    closePopup(view);
  });
  return { dom, input };
}
