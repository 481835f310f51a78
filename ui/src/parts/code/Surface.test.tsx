import { diagnosticCount, forEachDiagnostic } from "@codemirror/lint";
import { EditorView } from "@codemirror/view";
import { act, render } from "@testing-library/react";
import { createRef } from "react";
import { expect, test, vi } from "vitest";

import type { CodeEditorProps, CodeHandle, CodeMark } from "./props";
import Surface from "./Surface";

const mark = (line: number, message: string): CodeMark => ({
  from: { line, column: 1 },
  to: { line, column: 2 },
  severity: "error",
  message,
  help: null,
  source: "group/rule",
  fix: null,
});

function show(props: Partial<CodeEditorProps> & { value: string }) {
  const handle = createRef<CodeHandle>();
  const element = (more: Partial<CodeEditorProps> & { value: string }) => (
    <Surface label="Text" handle={handle} onChange={() => undefined} {...more} />
  );
  const shown = render(element(props));
  const content = shown.container.querySelector<HTMLElement>(".cm-content");
  const view = content && EditorView.findFromDOM(content);
  if (!view) throw new Error("no editor");
  return {
    view,
    handle,
    again: (more: Partial<CodeEditorProps> & { value: string }) => shown.rerender(element(more)),
  };
}

const lines = (view: EditorView) => {
  const found: string[] = [];
  forEachDiagnostic(view.state, (one, from) =>
    found.push(`${view.state.doc.lineAt(from).number} ${one.message}`),
  );
  return found;
};

test("marks of an older text are not laid over a newer one; those there move along until the next come", () => {
  const { view, again } = show({ value: "a\nb\n", marked: "a\nb\n", marks: [mark(2, "at b")] });
  expect(lines(view)).toEqual(["2 at b"]);
  act(() => view.dispatch({ changes: { from: 0, insert: "new\n" } }));
  again({ value: "new\na\nb\n", marked: "a\nb\n", marks: [mark(2, "late"), mark(1, "late")] });
  expect(lines(view)).toEqual(["3 at b"]);
  again({ value: "new\na\nb\n", marked: "new\na\nb\n", marks: [mark(3, "fresh")] });
  expect(lines(view)).toEqual(["3 fresh"]);
});

test("edits from outside are carried out on the text they were made for, and only there", () => {
  const onChange = vi.fn<(text: string) => void>();
  const { view, handle } = show({ value: "a\r\nb\r\n", onChange });
  const edit = { from: { line: 2, column: 1 }, to: { line: 2, column: 2 }, text: "c\nd" };
  expect(handle.current?.apply("something else", [edit])).toBe(false);
  expect(handle.current?.apply("a\r\nb\r\n", [edit])).toBe(true);
  expect(onChange).toHaveBeenCalledWith("a\r\nc\r\nd\r\n");
  expect(handle.current?.text()).toBe("a\r\nc\r\nd\r\n");
  expect(diagnosticCount(view.state)).toBe(0);
});

test("a read-only text takes no edits", () => {
  const { handle } = show({ value: "a", onChange: undefined });
  expect(handle.current?.apply("a", [])).toBe(false);
});

test("the cursor is told by line and character", () => {
  const onCursor = vi.fn<(place: { line: number; column: number }) => void>();
  const { view } = show({ value: "🦀 a\nb", onCursor });
  act(() => view.dispatch({ selection: { anchor: 3 } }));
  expect(onCursor).toHaveBeenLastCalledWith({ line: 1, column: 3 });
});
