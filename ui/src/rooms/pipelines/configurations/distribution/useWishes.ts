import { useEffect, useState } from "react";

import { newStore, useStore } from "@/parts/store";
import { useForm } from "@/pieces/form/form";

import { editsOf, keyOfWish, type Column, type Wish } from "./matrix";

interface Wishes {
  /** Ticked, and not sent yet. */
  waiting: ReadonlyMap<string, Wish>;
  sent: ReadonlyMap<string, Wish>;
  /** What the file said when they were sent. */
  over: unknown;
}

/**
 * What was ticked and is not in the file yet. Ticks show at once; while an edit is on its way the next ones gather
 * and follow as one, because positions in lists are only known from its answer.
 */
export function useWishes(columns: Column[]) {
  const { setAll, busy, view } = useForm();
  const [store] = useState(() => newStore<Wishes>({ waiting: new Map(), sent: new Map(), over: null }));
  const { waiting, sent, over } = useStore(store);

  useEffect(() => {
    if (busy || waiting.size === 0) return;
    store.set({ waiting: new Map(), sent: waiting, over: view.value });
    setAll(editsOf(columns, [...waiting.values()]));
  }, [busy, waiting, columns, setAll, view.value, store]);

  return {
    wish: (...wishes: Wish[]) =>
      store.set((before) => {
        const after = new Map(before.waiting);
        for (const one of wishes) after.set(keyOfWish(one), one);
        return { ...before, waiting: after };
      }),
    /** What a cell shows, given what the file says. */
    shown: (cell: Pick<Wish, "column" | "who" | "means">, written: boolean): boolean => {
      const key = keyOfWish(cell);
      // What was sent holds until its answer, or until it is refused.
      const onItsWay = busy && over === view.value;
      return waiting.get(key)?.on ?? (onItsWay ? sent.get(key)?.on : undefined) ?? written;
    },
  };
}
