import { call, useAsk, type QueryView } from "@/contract";
import { useLatest } from "@/pieces/latest";

import { scopeOf } from "../address";

const EMPTY: QueryView = { terms: [], error: null, completions: [] };

/** The parts of a query that counts. */
export function useParts(report: string, query: string): QueryView {
  const asked = query.trim() !== "";
  const scope = { ...scopeOf(report, ""), query };
  const answer = useAsk("scan.query", { scope, cursor: null }, { enabled: asked, keepPrevious: true });
  // Parts of another text would be cut at the wrong places.
  return asked && answer.data && !answer.isPlaceholderData ? answer.data : EMPTY;
}

/** Milliseconds without typing after which is asked. */
const PAUSE = 60;

export interface Typed {
  /** The parts of exactly this text; `null` until they are known. */
  view: QueryView | null;
}

/** The parts of what is being typed, with what could stand at the cursor. */
export function useTyped(report: string, text: string, cursor: number): Typed {
  const question = JSON.stringify([text, cursor]);
  const { answer, of } = useLatest(
    question,
    () => call("scan.query", { scope: { ...scopeOf(report, ""), query: text }, cursor }),
    PAUSE,
  );
  return { view: of === question ? answer : null };
}
