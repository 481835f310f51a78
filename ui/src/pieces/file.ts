import { useEffect, useRef, useState } from "react";

import { useAsk, useDo, type Diagnostic, type Failure, type FileView } from "@/contract";
import type { CodeMark } from "@/parts/CodeEditor";
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

export function useEditedFile(file: string): EditedFile {
  const answer = useAsk("file.get", { file });
  const setText = useDo("file.set_text");
  // `typed` stands until the workbench has answered with it; only then do its texts show again.
  const [typed, setTyped] = useState<string | null>(null);
  const latest = useRef<string | null>(null);
  const timer = useRef<ReturnType<typeof setTimeout>>(undefined);

  const send = (text: string) => {
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
    timer.current = setTimeout(() => send(text), PAUSE);
  };

  // Leaving the view and saving hand over at once what is still waiting.
  const flush = useRef(() => {});
  useEffect(() => {
    flush.current = () => {
      clearTimeout(timer.current);
      if (latest.current !== null) send(latest.current);
    };
  });
  useEffect(() => () => flush.current(), []);
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
        edits: diagnostic.fix.edits.map((edit) => ({
          from: edit.range.start,
          to: edit.range.end,
          text: edit.text,
        })),
      },
    }));
}
