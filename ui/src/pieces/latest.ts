import { useEffect, useRef, useState } from "react";

import { asFailure, type Failure } from "@/contract";

/** The newest answer to a question that keeps changing. */
export interface Latest<A> {
  /** The newest answer there is, perhaps to an older question. */
  answer: A | null;
  /** The question that `answer` is about. */
  of: string | null;
  /** Why the newest question could not be answered. */
  failure: Failure | null;
  /** The question is another than the one answered. */
  waiting: boolean;
}

/**
 * Asks when `question` has rested for `pause` milliseconds, the first time at once. An answer that comes after the
 * question has changed is dropped; until the next one the last good answer stays.
 */
export function useLatest<A>(
  question: string | null,
  ask: (question: string) => Promise<A>,
  pause: number,
): Latest<A> {
  const [state, setState] = useState<{
    answer: A | null;
    of: string | null;
    settled: string | null;
    failure: Failure | null;
  }>({ answer: null, of: null, settled: null, failure: null });
  const asking = useRef(ask);
  const first = useRef(true);
  useEffect(() => {
    asking.current = ask;
  });
  useEffect(() => {
    if (question === null) return;
    let live = true;
    const timer = setTimeout(
      () => {
        first.current = false;
        asking.current(question).then(
          (answer) => live && setState({ answer, of: question, settled: question, failure: null }),
          (thrown: unknown) =>
            live && setState((before) => ({ ...before, settled: question, failure: asFailure(thrown) })),
        );
      },
      first.current ? 0 : pause,
    );
    return () => {
      live = false;
      clearTimeout(timer);
    };
  }, [question, pause]);
  return {
    answer: state.answer,
    of: state.of,
    failure: state.settled === question ? state.failure : null,
    waiting: question !== null && state.settled !== question,
  };
}
