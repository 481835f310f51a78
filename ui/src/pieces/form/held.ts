import { useEffect, useRef, useState } from "react";

import { useHandOver } from "@/parts/handover";

export interface Held {
  /** What the editor shows. */
  text: string;
  type: (text: string) => void;
  /** Commits what was typed, if anything was. */
  give: () => void;
}

/** A text of several lines that counts as one edit when its editor is left, and before a save. */
export function useHeld(value: string, commit: (text: string) => void): Held {
  // `over` is the value that the text was committed over: until another one arrives the text stays on screen.
  const [typed, setTyped] = useState<{ text: string; over: string | null } | null>(null);
  const latest = useRef<string | null>(null);
  const give = () => {
    const text = latest.current;
    latest.current = null;
    if (text === null) return;
    setTyped({ text, over: value });
    if (text !== value) commit(text);
  };
  const leave = useRef(give);
  useEffect(() => {
    leave.current = give;
  });
  useEffect(() => () => leave.current(), []);
  useHandOver(give);
  const shown = typed !== null && (typed.over === null || typed.over === value);
  return {
    text: shown ? typed.text : value,
    type: (text) => {
      latest.current = text;
      setTyped({ text, over: null });
    },
    give,
  };
}
