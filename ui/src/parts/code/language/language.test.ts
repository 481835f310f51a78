import {
  acceptCompletion,
  completionStatus,
  currentCompletions,
  startCompletion,
} from "@codemirror/autocomplete";
import { EditorView } from "@codemirror/view";
import { afterEach, expect, test, vi } from "vitest";

import { offsetOf } from "../../places";
import { showMarks } from "../marks";
import type { CodeEditorProps, CodeLanguage, CodeMark } from "../props";
import { context } from "./context";
import { languageSupport, run } from "./index";

const TEXT = "name: 🦀\nsteps:\n  - name: Install\n    action: Exe\n";
const place = (line: number, column: number) => ({ line, column });
const span = (line: number, from: number, to: number) => ({ from: place(line, from), to: place(line, to) });

let view: EditorView | undefined;
afterEach(() => {
  view?.destroy();
  document.body.replaceChildren();
});

/** An editor on `TEXT` with its cursor at a place, and what it said. */
function edit(language: Partial<CodeLanguage>, at = place(3, 14)) {
  const said: string[] = [];
  const props = {
    label: "Text",
    value: TEXT,
    language,
    onSay: (words: string) => words !== "" && said.push(words),
  } as unknown as CodeEditorProps;
  const made = new EditorView({
    doc: TEXT,
    parent: document.body,
    extensions: [context.of({ current: props }), languageSupport],
  });
  view = made;
  const move = (to: { line: number; column: number }) =>
    made.dispatch({ selection: { anchor: offsetOf(made.state.doc, to) } });
  move(at);
  return { view: made, said, move, text: () => made.state.sliceDoc() };
}

/** A promise that is kept by hand. */
function later<T>() {
  let keep: (value: T) => void = () => undefined;
  const promise = new Promise<T>((resolve) => (keep = resolve));
  return { promise, keep };
}
const settle = () => vi.waitFor(() => undefined);

test("a completion replaces what its edit says, however far one has typed on since it was asked", async () => {
  const asked: unknown[] = [];
  const editor = edit(
    {
      complete: (_text, at) => {
        asked.push(at);
        return Promise.resolve([
          {
            label: "ExecuteBash",
            kind: "action",
            detail: null,
            documentation: null,
            edit: { ...span(4, 13, 16), text: "ExecuteBash" },
            sort: 0,
            leads: false,
          },
        ]);
      },
    },
    place(4, 16),
  );
  startCompletion(editor.view);
  await vi.waitFor(() => expect(completionStatus(editor.view.state)).toBe("active"));
  const end = offsetOf(editor.view.state.doc, place(4, 16));
  editor.view.dispatch({
    changes: { from: end, insert: "c" },
    selection: { anchor: end + 1 },
    userEvent: "input.type",
  });
  const [choice] = currentCompletions(editor.view.state);
  if (typeof choice?.apply !== "function") throw new Error("nothing to choose");
  choice.apply(editor.view, choice, 0, end + 1);
  expect(asked).toEqual([place(4, 16)]);
  expect(editor.text()).toBe(TEXT.replace("Exe", "ExecuteBash"));
});

test("an edit that begins before the word does not hide what the word finds", async () => {
  const item = (label: string) => ({
    label,
    kind: "action",
    detail: null,
    documentation: null,
    edit: { ...span(4, 5, 16), text: `action: ${label}` },
    sort: 0,
    leads: false,
  });
  const editor = edit(
    { complete: () => Promise.resolve([item("ExecuteBash"), item("Reboot")]) },
    place(4, 16),
  );
  startCompletion(editor.view);
  await vi.waitFor(() => expect(completionStatus(editor.view.state)).toBe("active"));
  expect(currentCompletions(editor.view.state).map((one) => one.label)).toEqual(["ExecuteBash"]);
  await vi.waitFor(() => expect(acceptCompletion(editor.view)).toBe(true));
  expect(editor.text()).toBe(TEXT.replace("Exe", "ExecuteBash"));
});

test("renaming asks for the name in place and changes every place at once", async () => {
  const editor = edit({
    renameAt: () => Promise.resolve({ ...span(3, 11, 18), name: "Install" }),
    rename: (_text, at, name) =>
      Promise.resolve([
        { ...span(at.line, 11, 18), text: name },
        { ...span(1, 7, 8), text: name },
      ]),
  });
  run(editor.view, "rename");
  const input = await vi.waitFor(() => {
    const found = document.querySelector<HTMLInputElement>(".cm-rename input");
    if (!found) throw new Error("not yet");
    return found;
  });
  expect(input.value).toBe("Install");
  input.value = "Put";
  input.form?.requestSubmit();
  await vi.waitFor(() => expect(editor.text()).toBe("name: Put\nsteps:\n  - name: Put\n    action: Exe\n"));
  expect(editor.said).toEqual(["Renamed in 2 places"]);
  expect(document.querySelector(".cm-rename")).toBeNull();
});

test("a name that will not do is refused where it was typed, and nothing changes", async () => {
  const editor = edit({
    renameAt: () => Promise.resolve({ ...span(3, 11, 18), name: "Install" }),
    rename: () => Promise.reject(new Error("a phase is called that")),
  });
  run(editor.view, "rename");
  const form = await vi.waitFor(() => {
    const found = document.querySelector<HTMLFormElement>(".cm-rename");
    if (!found) throw new Error("not yet");
    return found;
  });
  const input = form.querySelector("input");
  if (input) input.value = "build";
  form.requestSubmit();
  await vi.waitFor(() =>
    expect(form.querySelector('[role="alert"]')?.textContent).toBe("a phase is called that"),
  );
  expect(editor.text()).toBe(TEXT);
});

test("an answer about an older text is dropped", async () => {
  const formatted = later<{ edits: []; refused: null }>();
  const found = later<{ from: { line: number; column: number }; to: { line: number; column: number } }>();
  const editor = edit({ format: () => formatted.promise, definition: () => found.promise });
  run(editor.view, "format");
  run(editor.view, "definition");
  editor.view.dispatch({ changes: { from: 0, insert: "# " } });
  const { head } = editor.view.state.selection.main;
  formatted.keep({ edits: [], refused: null });
  found.keep(span(1, 1, 5));
  await settle();
  await vi.waitFor(() => expect(editor.said).toEqual(["Not formatted: the text changed meanwhile"]));
  expect(editor.view.state.selection.main.head).toBe(head);
});

test("a refused format says why", async () => {
  const editor = edit({ format: () => Promise.resolve({ edits: [], refused: "line 3 has a tab" }) });
  run(editor.view, "format");
  await vi.waitFor(() => expect(editor.said).toEqual(["Not formatted: line 3 has a tab"]));
});

test("the definition is selected, and a name without one says so", async () => {
  const definition = vi
    .fn<CodeLanguage["definition"]>()
    .mockResolvedValueOnce(span(1, 7, 8))
    .mockResolvedValue(null);
  const editor = edit({ definition });
  run(editor.view, "definition");
  await vi.waitFor(() => expect(editor.view.state.selection.main.from).toBe(6));
  run(editor.view, "definition");
  await vi.waitFor(() => expect(editor.said).toHaveLength(1));
});

const mark: CodeMark = {
  ...span(4, 13, 16),
  severity: "error",
  message: "there is no action `Exe`",
  help: null,
  source: "actions/unknown",
  fix: { title: "use ExecuteBash", edits: [{ ...span(4, 13, 16), text: "ExecuteBash" }] },
};

test("the fixes of the cursor's line are offered and taken with the keyboard", () => {
  const editor = edit({}, place(4, 5));
  showMarks(editor.view, [mark], undefined);
  run(editor.view, "fix");
  const list = document.querySelector(".cm-fixes");
  expect(list?.textContent).toContain("use ExecuteBash");
  list?.dispatchEvent(new KeyboardEvent("keydown", { key: "Enter", bubbles: true }));
  expect(editor.text()).toBe(TEXT.replace("Exe", "ExecuteBash"));
});

test("a fix made for an older text is not carried out", () => {
  const editor = edit({}, place(4, 5));
  showMarks(editor.view, [mark], undefined);
  editor.view.dispatch({ changes: { from: 0, insert: "# a new line\n" } });
  run(editor.view, "fix");
  document
    .querySelector(".cm-fixes")
    ?.dispatchEvent(new KeyboardEvent("keydown", { key: "Enter", bubbles: true }));
  expect(editor.text()).toBe(`# a new line\n${TEXT}`);
  expect(editor.said).toEqual(["The text is still being checked; try again in a moment"]);
});

test("Escape closes what floats and keeps the text", async () => {
  const editor = edit({
    hover: () => Promise.resolve({ ...span(3, 11, 18), markdown: "**Install** is a step" }),
  });
  run(editor.view, "help");
  await vi.waitFor(() => expect(document.querySelector(".cm-help")?.textContent).toBe("Install is a step"));
  editor.view.contentDOM.dispatchEvent(new KeyboardEvent("keydown", { key: "Escape", bubbles: true }));
  expect(document.querySelector(".cm-help")).toBeNull();
});
