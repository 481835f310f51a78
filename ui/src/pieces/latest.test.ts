import { act, renderHook } from "@testing-library/react";
import { afterEach, beforeEach, expect, test, vi } from "vitest";

import { useLatest } from "./latest";

beforeEach(() => void vi.useFakeTimers());
afterEach(() => void vi.useRealTimers());

const PAUSE = 100;
const pass = (time: number) => act(() => vi.advanceTimersByTimeAsync(time));

/** A hook whose answers are given by hand, in any order. */
function asking() {
  const open = new Map<string, { answer: (text: string) => void; fail: (error: Error) => void }>();
  const asked: string[] = [];
  const ask = (question: string) =>
    new Promise<string>((answer, fail) => {
      asked.push(question);
      open.set(question, { answer, fail });
    });
  const hook = renderHook(({ question }) => useLatest(question, ask, PAUSE), {
    initialProps: { question: "a" },
  });
  return {
    asked,
    now: () => hook.result.current,
    question: (question: string) => hook.rerender({ question }),
    answer: (question: string) => act(async () => open.get(question)?.answer(`${question}!`)),
    fail: (question: string) => act(async () => open.get(question)?.fail(new Error("no"))),
  };
}

test("the first question is asked at once, later ones when they rest", async () => {
  const { asked, question } = asking();
  await pass(0);
  expect(asked).toEqual(["a"]);
  question("ab");
  await pass(PAUSE - 1);
  question("abc");
  await pass(PAUSE);
  expect(asked).toEqual(["a", "abc"]);
});

test("an answer to an older question is dropped, whenever it comes", async () => {
  const { now, question, answer } = asking();
  await pass(0);
  question("b");
  await pass(PAUSE);
  await answer("b");
  await answer("a");
  expect(now()).toMatchObject({ answer: "b!", of: "b", waiting: false });
});

test("the last good answer stays while the next is on its way, and when it fails", async () => {
  const { now, question, answer, fail } = asking();
  await pass(0);
  await answer("a");
  question("b");
  expect(now()).toMatchObject({ answer: "a!", of: "a", waiting: true });
  await pass(PAUSE);
  await fail("b");
  expect(now()).toMatchObject({ answer: "a!", of: "a", waiting: false });
  expect(now().failure?.detail).toBe("no");
});
