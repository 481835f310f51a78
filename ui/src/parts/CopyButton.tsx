import { useEffect, useRef, useState, type ReactNode } from "react";

import { Button, IconButton } from "./Button";

/** Puts a text on the clipboard; `copied` for a moment afterwards. */
function useCopy(): { copied: boolean; copy: (text: string) => void } {
  const [copied, setCopied] = useState(false);
  const timer = useRef<ReturnType<typeof setTimeout>>(undefined);
  useEffect(() => () => clearTimeout(timer.current), []);
  const copy = (text: string) => {
    // Refused outside a secure context: the text can still be selected.
    void navigator.clipboard?.writeText(text).then(
      () => {
        setCopied(true);
        clearTimeout(timer.current);
        timer.current = setTimeout(() => setCopied(false), 1500);
      },
      () => undefined,
    );
  };
  return { copied, copy };
}

/** Puts `text` on the clipboard, and says so in its own name for a moment. */
export function CopyButton({ text, what }: { text: string; what: string }) {
  const { copied, copy } = useCopy();
  return (
    <IconButton
      small
      icon={copied ? "check" : "copy"}
      label={copied ? "Copied" : `Copy ${what}`}
      onPress={() => copy(text)}
    />
  );
}

/** The same with words, for a text that is made when it is asked for. */
export function CopyText({ text, children }: { text: () => string; children: ReactNode }) {
  const { copied, copy } = useCopy();
  return (
    <Button small icon={copied ? "check" : "copy"} onPress={() => copy(text())}>
      {children}
      <span role="status" className="unseen">
        {copied ? "Copied" : ""}
      </span>
    </Button>
  );
}
