import { setDiagnostics, type Diagnostic } from "@codemirror/lint";
import type { Transaction } from "@codemirror/state";
import type { EditorView } from "@codemirror/view";

import { offsetOf } from "../places";
import type { CodeMark } from "./props";
import styles from "./surface.module.css";

/** Shows `marks` on the text as squiggles, gutter signs and hover cards. */
export function showMarks(
  view: EditorView,
  marks: CodeMark[],
  explain: ((source: string) => Promise<string>) | undefined,
): void {
  const doc = view.state.doc;
  const diagnostics = marks.map((mark): Diagnostic => {
    const from = offsetOf(doc, mark.from);
    const to = Math.max(from, offsetOf(doc, mark.to));
    return {
      from,
      to,
      severity: mark.severity,
      message: mark.message,
      renderMessage: () => card(mark, explain),
      ...(mark.fix ? { actions: [{ name: mark.fix.title, apply: (target) => applyFix(target, mark) }] } : {}),
    };
  });
  view.dispatch(setDiagnostics(view.state, diagnostics));
}

function applyFix(view: EditorView, mark: CodeMark): Transaction | void {
  const doc = view.state.doc;
  const changes = (mark.fix?.edits ?? []).map((edit) => ({
    from: offsetOf(doc, edit.from),
    to: offsetOf(doc, edit.to),
    insert: edit.text,
  }));
  view.dispatch({ changes, userEvent: "input.fix" });
}

/** The hover card; text only, since everything in it comes from files. */
function card(mark: CodeMark, explain: ((source: string) => Promise<string>) | undefined): Node {
  const box = element("div", styles.card);
  box.append(prose("foreign", mark.message));
  if (mark.help) box.append(prose(`foreign ${styles.help}`, mark.help));
  const foot = element("div", styles.rule, mark.source);
  box.append(foot);
  if (explain) {
    const why = document.createElement("button");
    why.type = "button";
    why.className = styles.why ?? "";
    why.textContent = "Why";
    why.addEventListener("click", () => {
      why.disabled = true;
      explain(mark.source).then(
        (reason) => box.append(prose(`foreign ${styles.help}`, reason)),
        () => (why.disabled = false),
      );
    });
    foot.append(why);
  }
  return box;
}

function element(name: string, className: string | undefined, text?: string): HTMLElement {
  const made = document.createElement(name);
  made.className = className ?? "";
  if (text !== undefined) made.textContent = text;
  return made;
}

/** As the part `Prose`: names between backticks as code. */
function prose(className: string, text: string): HTMLElement {
  const made = element("div", className);
  text.split("`").forEach((part, index, all) => {
    const code = index % 2 === 1 && index < all.length - 1;
    made.append(code ? element("code", undefined, part) : index % 2 === 1 ? `\`${part}` : part);
  });
  return made;
}
