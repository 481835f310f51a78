import { newStore, useStore, type Store } from "./store";

const stores = new Map<string, Store<unknown>>();

function remembered<T>(key: string, initial: T): Store<T> {
  const known = stores.get(key);
  if (known) return known as Store<T>;
  let value = initial;
  try {
    const text = localStorage.getItem(`ingot.${key}`);
    if (text !== null) value = JSON.parse(text) as T;
  } catch {
    // Storage is off or holds something else: the default is good enough.
  }
  const store = newStore(value);
  store.watch(() => {
    try {
      localStorage.setItem(`ingot.${key}`, JSON.stringify(store.get()));
    } catch {
      // Remembering is a comfort, never a condition.
    }
  });
  stores.set(key, store as Store<unknown>);
  return store;
}

/** Like `useState`, kept in this browser's storage and shared by every place that uses the same key. */
export function useRemembered<T>(key: string, initial: T): [T, Store<T>["set"]] {
  const store = remembered(key, initial);
  return [useStore(store), store.set];
}
