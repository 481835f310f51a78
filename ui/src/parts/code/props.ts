import type { Place } from "../places";

/** A stretch of the text that something is said about. */
export interface CodeMark {
  from: Place;
  to: Place;
  severity: "error" | "warning" | "info";
  message: string;
  help: string | null;
  /** Who says so: a rule's id. */
  source: string;
  fix: { title: string; edits: { from: Place; to: Place; text: string }[] } | null;
}

export interface CodeEditorProps {
  /** Spoken. */
  label: string;
  value: string;
  /** Called with the whole text at each keystroke; without it the text is read-only. */
  onChange?: ((text: string) => void) | undefined;
  marks?: CodeMark[];
  /** Brings a place into view when it changes; `visit` tells two visits of one place apart. */
  goTo?: { place: Place; visit: number } | undefined;
  /** Why a mark's source says so; shown when asked for. */
  explain?: (source: string) => Promise<string>;
  yaml?: boolean;
}
