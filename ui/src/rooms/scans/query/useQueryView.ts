import { useState } from "react";

import { call, useAsk, type QueryTerm, type QueryView } from "@/contract";
import { useLatest } from "@/pieces/latest";

import { scopeOf } from "../address";

export interface Parts {
  /** The query that was cut; until the newest one is, the one before it. */
  text: string;
  terms: QueryTerm[];
}

const NONE: Parts = { text: "", terms: [] };

/** The terms of a query that counts, together with the text that they are places in. */
export function useParts(report: string, query: string): Parts {
  const asked = query.trim() !== "";
  const scope = { ...scopeOf(report, ""), query };
  const { data } = useAsk("scan.query", { scope, cursor: null }, { enabled: asked });
  const [last, setLast] = useState(NONE);
  if (!asked) return NONE;
  if (data === undefined) return last;
  if (last.text !== query || last.terms !== data.terms) setLast({ text: query, terms: data.terms });
  return { text: query, terms: data.terms };
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
