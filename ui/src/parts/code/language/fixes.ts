import type { EditorView } from "@codemirror/view";

import { fixesOf } from "../marks";
import { say } from "./context";
import { closePopup, openPopup } from "./popup";

/** Offers the fixes of the problems at the cursor, or else on its line. */
export function offerFixes(view: EditorView): void {
  if (view.state.readOnly) return say(view, "This text is read-only");
  const { head } = view.state.selection.main;
  const line = view.state.doc.lineAt(head);
  const onLine = fixesOf(view.state, line.from, line.to);
  const here = onLine.filter((fix) => fix.from <= head && head <= fix.to);
  const fixes = here.length > 0 ? here : onLine;
  if (fixes.length === 0) return say(view, "No fix for what is on this line");
  const take = (index: number) => {
    const fix = fixes[index];
    closePopup(view);
    if (fix && !fix.apply(view)) say(view, "The text is still being checked; try again in a moment");
  };
  openPopup(view, {
    pos: Math.min(...fixes.map((fix) => fix.from)),
    create: () => {
      const dom = list(
        fixes.map((fix) => ({ title: fix.title, note: fix.source })),
        take,
        () => closePopup(view),
      );
      return { dom, mount: () => dom.focus() };
    },
  });
}

/** A list box: arrows move, Enter takes, Escape leaves. */
function list(
  entries: { title: string; note: string }[],
  take: (index: number) => void,
  leave: () => void,
): HTMLElement {
  const dom = document.createElement("ul");
  dom.className = "cm-fixes";
  dom.tabIndex = -1;
  dom.setAttribute("role", "listbox");
  dom.setAttribute("aria-label", "Fixes");
  let at = 0;
  const options = entries.map((entry, index) => {
    const option = document.createElement("li");
    option.id = `cm-fix-${index}`;
    option.setAttribute("role", "option");
    const title = document.createElement("span");
    title.textContent = entry.title.replaceAll("`", "");
    const note = document.createElement("small");
    note.textContent = entry.note;
    option.append(title, note);
    option.addEventListener("mousedown", (event) => event.preventDefault());
    option.addEventListener("click", () => take(index));
    return option;
  });
  const choose = (index: number) => {
    at = (index + options.length) % options.length;
    options.forEach((option, other) => option.setAttribute("aria-selected", String(other === at)));
    dom.setAttribute("aria-activedescendant", `cm-fix-${at}`);
  };
  choose(0);
  dom.append(...options);
  dom.addEventListener("keydown", (event) => {
    if (event.key === "ArrowDown") choose(at + 1);
    else if (event.key === "ArrowUp") choose(at - 1);
    else if (event.key === "Enter") take(at);
    else if (event.key === "Escape" || event.key === "Tab") leave();
    else return;
    event.preventDefault();
    event.stopPropagation();
  });
  return dom;
}
