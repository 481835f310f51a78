import { useEffect, useRef, useState } from "react";

import { useHandOver } from "./handover";

/**
 * A value that is typed and counts when it is committed: on leaving, when typing pauses, or when somebody says so. What
 * changes outside shows at once unless somebody is typing.
 */
export function useCommitted(value: string, onCommit: (value: string) => void, pause: number | undefined) {
  const [typed, setTyped] = useState<string | null>(null);
  const entered = useRef(value);
  const timer = useRef<ReturnType<typeof setTimeout>>(undefined);
  useEffect(() => () => clearTimeout(timer.current), []);

  const commit = (text: string) => {
    clearTimeout(timer.current);
    if (text !== value) onCommit(text);
  };
  const now = () => {
    if (typed === null) return;
    commit(typed);
    entered.current = typed;
  };
  useHandOver(now);
  return {
    shown: typed ?? value,
    now,
    change: (text: string) => {
      if (typed === null) entered.current = value;
      setTyped(text);
      clearTimeout(timer.current);
      // An emptied field is often one that is being typed anew: it counts on leaving.
      if (pause !== undefined && text !== "") timer.current = setTimeout(() => onCommit(text), pause);
    },
    leave: () => {
      if (typed !== null) commit(typed);
      setTyped(null);
    },
    /** Brings back the value there was when somebody began to type; `false` when nobody did. */
    revert: () => {
      if (typed === null) return false;
      commit(entered.current);
      setTyped(null);
      return true;
    },
  };
}
