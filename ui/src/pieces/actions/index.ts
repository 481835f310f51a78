import { useEffect, useRef } from "react";

import { newStore } from "@/parts/store";

import type { ActionId } from "./table";

export { actionOf, actions, keysOf, pressed, type Action, type ActionId } from "./table";

interface Handler {
  act: () => void;
}

/** What can be done now: the newest handler of each action that some mounted view offers. */
export const offered = newStore<ReadonlyMap<ActionId, readonly Handler[]>>(new Map());

/** Carries out an action if some view offers it. */
export function perform(id: ActionId): boolean {
  const handler = offered.get().get(id)?.at(-1);
  handler?.act();
  return handler !== undefined;
}

/** Offers an action for as long as the caller is mounted and `enabled`. */
export function useAction(id: ActionId, act: () => void, enabled = true): void {
  const latest = useRef(act);
  useEffect(() => {
    latest.current = act;
  });
  useEffect(() => {
    if (!enabled) return;
    const handler: Handler = { act: () => latest.current() };
    offered.set((before) => new Map(before).set(id, [...(before.get(id) ?? []), handler]));
    return () =>
      offered.set((before) => {
        const rest = (before.get(id) ?? []).filter((other) => other !== handler);
        const after = new Map(before);
        if (rest.length > 0) after.set(id, rest);
        else after.delete(id);
        return after;
      });
  }, [id, enabled]);
}
