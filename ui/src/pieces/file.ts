import { useEffect, useRef, useState } from "react";

import { useAsk, useDo, type Diagnostic, type Failure, type FileView, type TextEdit } from "@/contract";
import type { CodeEdit, CodeMark } from "@/parts/CodeEditor";
import { useHandOver } from "@/parts/handover";

/** A workspace file under editing: what is typed is shown at once and handed over when typing pauses. */
export interface EditedFile {
  file: FileView | undefined;
  /** What the editor shows. */
  text: string;
  edit: (text: string) => void;
  failure: Failure | null;
  retry: () => void;
}

/** Milliseconds of pause after which what was typed is handed over. */
const PAUSE = 250;
/** Milliseconds that typing without a pause is held back at most: what is handed over survives the program's end. */
const MOST = 1000;

export function useEditedFile(file: string): EditedFile {
  const answer = useAsk("file.get", { file });
  const setText = useDo("file.set_text");
  // `typed` stands until the workbench has answered with it; only then do its texts show again.
  const [typed, setTyped] = useState<string | null>(null);
  const latest = useRef<string | null>(null);
  const timer = useRef<ReturnType<typeof setTimeout>>(undefined);
  /** Since when something typed waits; 0 when nothing does. */
  const since = useRef(0);

  const send = (text: string) => {
    since.current = 0;
    setText.mutate(
      { file, text },
      {
        onSuccess: () => {
          if (latest.current === text) {
            latest.current = null;
            setTyped(null);
          }
        },
      },
    );
  };
  const edit = (text: string) => {
    latest.current = text;
    setTyped(text);
    clearTimeout(timer.current);
    const now = Date.now();
    since.current ||= now;
    timer.current = setTimeout(() => send(text), Math.max(0, Math.min(PAUSE, since.current + MOST - now)));
  };

  // Leaving the view and saving hand over at once what is still waiting.
  const flush = useRef(() => {});
  useEffect(() => {
    flush.current = () => {
      clearTimeout(timer.current);
      if (latest.current !== null) send(latest.current);
    };
  });
  useEffect(() => {
    const leave = () => flush.current();
    window.addEventListener("pagehide", leave);
    return () => {
      window.removeEventListener("pagehide", leave);
      leave();
    };
  }, []);
  useHandOver(() => flush.current());

  return {
    file: answer.data,
    text: typed ?? answer.data?.text ?? "",
    edit,
    failure: answer.error ?? setText.error,
    retry: () => void answer.refetch(),
  };
}

/** Diagnostics as the code editor takes them. */
export function marksOf(diagnostics: Diagnostic[], file: string): CodeMark[] {
  return diagnostics
    .filter((diagnostic) => diagnostic.file === file)
    .map((diagnostic) => ({
      from: diagnostic.range.start,
      to: diagnostic.range.end,
      severity: diagnostic.severity,
      message: diagnostic.message,
      help: diagnostic.help,
      source: diagnostic.rule,
      fix: diagnostic.fix && {
        title: diagnostic.fix.title,
        edits: diagnostic.fix.edits.map(editOf),
      },
    }));
}

/** An edit as the code editor takes it. */
export function editOf({ range, text }: TextEdit): CodeEdit {
  return { from: range.start, to: range.end, text };
}
