import { useEffect, useRef, useState } from "react";

/** Milliseconds without typing after which what is typed counts. */
const PAUSE = 150;

/** The text of the query's field. */
export interface QueryText {
  text: string;
  setText: (text: string) => void;
  /** The query counts at once, without a pause. */
  tell: (query: string) => void;
}

/**
 * What is typed counts when typing rests; a query from elsewhere (a facet, a saved view, Back) is shown. What was told
 * comes back as the query a moment later: by then more may have been typed, which that echo must not overwrite.
 */
export function useQueryText(query: string, onChange: (query: string) => void): QueryText {
  const [text, setText] = useState(query);
  const [counted, setCounted] = useState(query);
  const [told, setTold] = useState<readonly string[]>([]);
  if (counted !== query) {
    setCounted(query);
    const echo = told.lastIndexOf(query.trim());
    setTold(told.slice(echo < 0 ? told.length : echo + 1));
    if (echo < 0 && query.trim() !== text.trim()) setText(query);
  }

  const tell = (next: string) => {
    if (next.trim() === query.trim()) return;
    setTold((before) => [...before, next.trim()]);
    onChange(next);
  };
  const latest = useRef(tell);
  useEffect(() => {
    latest.current = tell;
  });
  useEffect(() => {
    const timer = setTimeout(() => latest.current(text), PAUSE);
    return () => clearTimeout(timer);
  }, [text]);
  return { text, setText, tell };
}
