import type { Broken } from "@/contract";
import { Button } from "@/parts/Button";
import { Prose } from "@/parts/Prose";
import { Notice } from "@/parts/states";

import { useGoToPlace } from "./place";

export interface BrokenBarProps {
  view: { file: string; broken: Broken | null };
  /** What shows the last state that could be read: the layers, a form. */
  shown: "layers" | "form";
}

/** Says that the source cannot be read, and that what is shown is older than it. */
export function BrokenBar({ view: { file, broken }, shown }: BrokenBarProps) {
  const goTo = useGoToPlace();
  if (!broken) return null;
  const { line, message } = broken;
  return (
    <Notice
      tone="bad"
      actions={
        <Button small onPress={() => goTo({ file, line })}>
          {`Go to line ${line}`}
        </Button>
      }
    >
      The source cannot be read at line {line}:{" "}
      <span className="foreign">
        <Prose text={message} />
      </span>
      <span className="dim">
        . {shown === "layers" ? "The layers show" : "The form shows"} the last state that could be read.
      </span>
    </Notice>
  );
}
