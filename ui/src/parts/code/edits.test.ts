import { EditorState } from "@codemirror/state";
import { expect, test } from "vitest";

import { changesOf, holds } from "./edits";
import type { CodeEdit } from "./props";

const state = EditorState.create({ doc: "name: 🦀\nphases:\n  - name: build\n" });
const edit = (line: number, from: number, to: number, text: string): CodeEdit => ({
  from: { line, column: from },
  to: { line, column: to },
  text,
});
const after = (edits: CodeEdit[]) => {
  const changes = changesOf(state.doc, edits);
  return changes && state.update({ changes }).state.sliceDoc();
};

test("edits refer to the text before any of them, in whatever order they come", () => {
  expect(after([edit(3, 11, 16, "test"), edit(1, 7, 8, "crab")])).toBe(
    "name: crab\nphases:\n  - name: test\n",
  );
});

test("edits that touch are two edits, edits that overlap are refused", () => {
  expect(after([edit(1, 1, 3, "A"), edit(1, 3, 5, "B")])).toBe("AB: 🦀\nphases:\n  - name: build\n");
  expect(after([edit(1, 1, 4, "A"), edit(1, 3, 5, "B")])).toBeNull();
});

test("an insertion of several lines keeps the ends of lines that the text has", () => {
  const dos = EditorState.create({
    doc: "a: 1\r\nb: 2\r\n",
    extensions: EditorState.lineSeparator.of("\r\n"),
  });
  const changes = changesOf(dos.doc, [edit(2, 1, 1, "x: 1\ny: 2\n")]);
  expect(dos.update({ changes: changes ?? [] }).state.sliceDoc()).toBe("a: 1\r\nx: 1\r\ny: 2\r\nb: 2\r\n");
});

test("a text is the same however its lines end", () => {
  expect(holds(state, state.sliceDoc().replaceAll("\n", "\r\n"))).toBe(true);
  expect(holds(state, `${state.sliceDoc()}#`)).toBe(false);
});
