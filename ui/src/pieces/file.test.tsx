import { QueryClientProvider } from "@tanstack/react-query";
import { act, renderHook } from "@testing-library/react";
import { afterEach, beforeEach, expect, test, vi } from "vitest";

import { newClient } from "@/contract";
import { setPlatform } from "@/platform";
import { fakePlatform } from "@tests/fake/platform";

import { useEditedFile } from "./file";

const FILE = "components/a/document.yaml";
beforeEach(() => void vi.useFakeTimers());
afterEach(() => void vi.useRealTimers());
const pass = (time: number) => act(() => vi.advanceTimersByTimeAsync(time));

async function open() {
  const given: string[] = [];
  const view = (text: string) => ({
    file: FILE,
    text,
    saved_text: "",
    base_text: "",
    unsaved: true,
    undo: null,
    redo: null,
    edits: 1,
    changed_on_disk: false,
    diagnostics: [],
  });
  setPlatform(
    fakePlatform({
      "file.get": () => view(given.at(-1) ?? ""),
      "file.set_text": ({ text }) => {
        given.push(text);
        return view(text);
      },
    }),
  );
  const client = newClient();
  const hook = renderHook(() => useEditedFile(FILE), {
    wrapper: ({ children }) => <QueryClientProvider client={client}>{children}</QueryClientProvider>,
  });
  await pass(0);
  return { given, hook, type: (text: string) => act(() => hook.result.current.edit(text)) };
}

test("what is typed is handed over when typing pauses", async () => {
  const { given, type } = await open();
  type("a");
  await pass(100);
  type("ab");
  expect(given).toEqual([]);
  await pass(250);
  expect(given).toEqual(["ab"]);
});

test("who types without a pause loses a second at most when the program is killed", async () => {
  const { given, type } = await open();
  for (let length = 1; length <= 15; length += 1) {
    type("x".repeat(length));
    await pass(100);
  }
  expect(given).toEqual(["x".repeat(10)]);
});

test("leaving the page hands over at once", async () => {
  const { given, type } = await open();
  type("a");
  act(() => void window.dispatchEvent(new Event("pagehide")));
  await pass(0);
  expect(given).toEqual(["a"]);
});
