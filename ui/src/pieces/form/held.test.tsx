import { act, renderHook } from "@testing-library/react";
import { expect, test, vi } from "vitest";

import { handOver } from "@/parts/handover";

import { useHeld } from "./held";

const hold = () => {
  const commit = vi.fn<(text: string) => void>();
  const hook = renderHook(({ value }) => useHeld(value, commit), { initialProps: { value: "a" } });
  return { commit, hook };
};

test("several lines count as one edit, when the editor is left", () => {
  const { commit, hook } = hold();
  act(() => hook.result.current.type("ab"));
  act(() => hook.result.current.type("abc"));
  expect(commit).not.toHaveBeenCalled();
  act(() => hook.result.current.give());
  act(() => hook.result.current.give());
  expect(commit.mock.calls).toEqual([["abc"]]);
});

test("what was typed stays on screen until its answer, and another text shows at once", () => {
  const { hook } = hold();
  act(() => hook.result.current.type("abc"));
  hook.rerender({ value: "from elsewhere" });
  expect(hook.result.current.text).toBe("abc");
  act(() => hook.result.current.give());
  expect(hook.result.current.text).toBe("abc");
  hook.rerender({ value: "abc" });
  hook.rerender({ value: "undone" });
  expect(hook.result.current.text).toBe("undone");
});

test("a save and leaving the view take it along", () => {
  const { commit, hook } = hold();
  act(() => hook.result.current.type("b"));
  act(() => handOver());
  act(() => hook.result.current.type("c"));
  hook.unmount();
  expect(commit.mock.calls).toEqual([["b"], ["c"]]);
});
