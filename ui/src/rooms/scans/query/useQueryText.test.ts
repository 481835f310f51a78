import { act, renderHook } from "@testing-library/react";
import { afterEach, beforeEach, expect, test, vi } from "vitest";

import { useQueryText } from "./useQueryText";

beforeEach(() => void vi.useFakeTimers());
afterEach(() => void vi.useRealTimers());

/** A field whose queries come back when the test says so, as an address does. */
function field() {
  const told: string[] = [];
  const hook = renderHook(({ query }) => useQueryText(query, (next) => told.push(next)), {
    initialProps: { query: "" },
  });
  return {
    told,
    text: () => hook.result.current.text,
    type: (text: string) => act(() => hook.result.current.setText(text)),
    rest: () => act(() => vi.advanceTimersByTimeAsync(150)),
    query: (query: string) => hook.rerender({ query }),
  };
}

test("what is typed counts when typing rests", async () => {
  const { told, type, rest } = field();
  type("sev");
  type("severity:");
  await rest();
  expect(told).toEqual(["severity:"]);
});

test("letters typed before the query comes back are kept", async () => {
  const { told, text, type, rest, query } = field();
  type("severity:");
  await rest();
  type("severity:h");
  query("severity:");
  expect(text()).toBe("severity:h");
  await rest();
  type("severity:high");
  await rest();
  query("severity:h");
  query("severity:high");
  expect(text()).toBe("severity:high");
  expect(told).toEqual(["severity:", "severity:h", "severity:high"]);
});

test("a query from elsewhere is shown, also one that was typed before", async () => {
  const { text, type, rest, query } = field();
  type("kev:yes");
  await rest();
  query("kev:yes");
  query("kev:yes fix:yes");
  expect(text()).toBe("kev:yes fix:yes");
  query("kev:yes");
  expect(text()).toBe("kev:yes");
});

test("a query from elsewhere wins over one that never came back", async () => {
  const { text, type, rest, query } = field();
  type("kev:yes");
  await rest();
  query("fix:yes");
  expect(text()).toBe("fix:yes");
  query("kev:yes");
  expect(text()).toBe("kev:yes");
});

test("a blank behind the query is kept and does not count", async () => {
  const { told, text, type, rest, query } = field();
  type("kev:yes");
  await rest();
  query("kev:yes");
  type("kev:yes ");
  await rest();
  expect(text()).toBe("kev:yes ");
  expect(told).toEqual(["kev:yes"]);
});
