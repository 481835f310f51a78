import { forEachDiagnostic, setDiagnostics, type Diagnostic } from "@codemirror/lint";
import type { EditorState, Text } from "@codemirror/state";
import type { EditorView } from "@codemirror/view";

import { offsetOf } from "../places";
import { changesOf } from "./edits";
import type { CodeMark } from "./props";
import styles from "./surface.module.css";

/** A mark as the editor keeps it. Its place moves along with edits; its fix is good for the text it was made for. */
interface Marked extends Diagnostic {
  mark: CodeMark;
  doc: Text;
}

/** Shows `marks` on the text as squiggles, gutter signs and hover cards. */
export function showMarks(
  view: EditorView,
  marks: CodeMark[],
  explain: ((source: string) => Promise<string>) | undefined,
): void {
  const { doc, readOnly } = view.state;
  const diagnostics = marks.map((mark): Marked => {
    const from = offsetOf(doc, mark.from);
    const to = Math.max(from, offsetOf(doc, mark.to));
    const title = readOnly ? undefined : mark.fix?.title;
    return {
      from,
      to,
      severity: mark.severity,
      message: mark.message,
      mark,
      doc,
      renderMessage: () => card(mark, explain),
      ...(title === undefined
        ? {}
        : { actions: [{ name: title, apply: (target) => void fix(target, mark, doc) }] }),
    };
  });
  view.dispatch(setDiagnostics(view.state, diagnostics));
}

/** A fix of a mark, offered between two offsets. */
export interface OfferedFix {
  title: string;
  source: string;
  from: number;
  to: number;
  /** `false` when the text is not any more the one that the fix was made for. */
  apply: (view: EditorView) => boolean;
}

/** The fixes of marks that touch the stretch. */
export function fixesOf(state: EditorState, from: number, to: number): OfferedFix[] {
  const found: OfferedFix[] = [];
  forEachDiagnostic(state, (diagnostic, start, end) => {
    const { mark, doc } = diagnostic as Marked;
    if (!mark.fix || start > to || end < from) return;
    const { title } = mark.fix;
    found.push({ title, source: mark.source, from: start, to: end, apply: (view) => fix(view, mark, doc) });
  });
  return found;
}

function fix(view: EditorView, mark: CodeMark, doc: Text): boolean {
  if (view.state.doc !== doc) return false;
  const changes = changesOf(doc, mark.fix?.edits ?? []);
  if (changes) view.dispatch({ changes, userEvent: "input.fix" });
  return changes !== null;
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
