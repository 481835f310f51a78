import { useRef, useState, type RefObject } from "react";

import { asFailure, call, Failure, type SymbolView } from "@/contract";
import type { CodeHandle } from "@/parts/CodeEditor";
import { editOf } from "@/pieces/file";
import { useLatest } from "@/pieces/latest";

import { afterMove, neighbour, phasesOf, stepsOf, type StepPlace } from "./symbols";

/** Milliseconds of pause in typing after which the outline is read again. */
const PAUSE = 120;

export interface OutlineState {
  /** `null` until the text was read for the first time. */
  symbols: SymbolView[] | null;
  failure: string | null;
  /** The last step that was moved, and what to say of it. */
  moved: { to: StepPlace; words: string } | null;
  move: (from: StepPlace, by: -1 | 1) => void;
}

/** Where things will be once all moves are done that were asked for. */
interface Ahead {
  /** Steps of each phase. */
  counts: number[];
  /** Where the step is that is being moved; `null` while none is. */
  at: StepPlace | null;
  /** A move failed: those after it are dropped. */
  lost: boolean;
}

const changed = (): Failure =>
  new Failure({
    code: "conflict",
    message: "the text changed meanwhile",
    hints: [],
    detail: null,
    retryable: true,
  });

/** The outline of a text, and moving its steps. Moves are carried out in their order, each on the text it finds. */
export function useOutline(
  text: string | null,
  handle: RefObject<CodeHandle | null>,
  say: (words: string) => void,
): OutlineState {
  const { answer, failure } = useLatest(text, (asked) => call("language.symbols", { text: asked }), PAUSE);
  const symbols = answer?.symbols ?? null;
  const [moved, setMoved] = useState<OutlineState["moved"]>(null);
  /** What is still to be moved, and how the phases are filled once that is done. */
  const line = useRef<Promise<unknown>>(Promise.resolve());
  const waiting = useRef(0);
  const ahead = useRef<Ahead>({ counts: [], at: null, lost: false });

  const moveNow = async (from: StepPlace, to: StepPlace) => {
    const editor = handle.current;
    if (!editor || ahead.current.lost) return;
    const asked = editor.text();
    const { edits } = await call("language.move_step", {
      text: asked,
      phase: from.phase,
      step: from.step,
      to_phase: to.phase,
      to_step: to.step,
    });
    if (!editor.apply(asked, edits.map(editOf))) throw changed();
    const after = await call("language.symbols", { text: editor.text() });
    const phase = phasesOf(after.symbols)[to.phase];
    const step = phase && stepsOf(phase)[to.step];
    // The cursor of the text goes along; of several moves in a row only the last shows where it ended.
    if (step && waiting.current === 1) editor.show(step.selection.start, false);
    setMoved({
      to,
      words: `${step?.name ?? "The step"} moved to place ${to.step + 1} of ${phase?.name ?? "the phase"}`,
    });
  };
  const move = (pressed: StepPlace, by: -1 | 1) => {
    if (waiting.current === 0) {
      ahead.current = {
        counts: phasesOf(symbols ?? []).map((phase) => stepsOf(phase).length),
        at: null,
        lost: false,
      };
    }
    // A key that is held down moves on from where the step will be.
    const from = ahead.current.at ?? pressed;
    const to = neighbour(ahead.current.counts, from, by);
    if (!to) return;
    ahead.current = { ...ahead.current, counts: afterMove(ahead.current.counts, from, to), at: to };
    waiting.current += 1;
    line.current = line.current
      .then(() => moveNow(from, to))
      .catch((thrown: unknown) => {
        // What was to follow it counted on it.
        ahead.current.lost = true;
        say(`Not moved: ${asFailure(thrown).message}`);
      })
      .finally(() => (waiting.current -= 1));
  };
  return { symbols, failure: failure?.message ?? null, moved, move };
}
