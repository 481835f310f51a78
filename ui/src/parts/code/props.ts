import type { Ref } from "react";

import type { Place } from "../places";

/** From the first character to just behind the last one. */
export interface Span {
  from: Place;
  to: Place;
}

/** A replacement; places refer to the text before it. */
export interface CodeEdit extends Span {
  text: string;
}

/** A stretch of the text that something is said about. */
export interface CodeMark extends Span {
  severity: "error" | "warning" | "info";
  message: string;
  help: string | null;
  /** Who says so: a rule's id. */
  source: string;
  fix: { title: string; edits: CodeEdit[] } | null;
}

/** Something that can be written at a place. */
export interface CodeCompletion {
  label: string;
  /** What sort of thing it is, in a word. */
  kind: string;
  detail: string | null;
  /** Markdown. */
  documentation: string | null;
  edit: CodeEdit;
  /** Smaller comes first. */
  sort: number;
  /** What follows it is known as well: the list opens again when it was taken. */
  leads: boolean;
}

/** What knows the language of a text. Each answer is about the text that was asked with. */
export interface CodeLanguage {
  complete(text: string, at: Place): Promise<CodeCompletion[]>;
  hover(text: string, at: Place): Promise<(Span & { markdown: string }) | null>;
  definition(text: string, at: Place): Promise<Span | null>;
  /** The name at a place, if it can be changed. */
  renameAt(text: string, at: Place): Promise<(Span & { name: string }) | null>;
  /** Rejects with an `Error` that says why the new name will not do. */
  rename(text: string, at: Place, name: string): Promise<CodeEdit[]>;
  format(text: string): Promise<{ edits: CodeEdit[]; refused: string | null }>;
}

/** What the editor can be told to do at its cursor; each has a key as well. */
export type CodeCommand = "complete" | "help" | "definition" | "rename" | "fix" | "format";

export interface CodeHandle {
  /** The text at this moment. */
  text(): string;
  /** Edits made for the text `asked`; `false` when the text is another by now, and then nothing happens. */
  apply(asked: string, edits: CodeEdit[]): boolean;
  run(command: CodeCommand): void;
  /** Puts the cursor there, in view. `focus` brings the keyboard along. */
  show(place: Place, focus: boolean): void;
}

export interface CodeEditorProps {
  /** Spoken. */
  label: string;
  value: string;
  /** Called with the whole text at each keystroke; without it the text is read-only. */
  onChange?: ((text: string) => void) | undefined;
  marks?: CodeMark[];
  /** The text that the marks are about. While the editor holds another, the marks it has move along with the edits. */
  marked?: string | undefined;
  /** Brings a place into view when it changes; `visit` tells two visits of one place apart. */
  goTo?: { place: Place; visit: number } | undefined;
  /** Where the cursor is when the editor is first shown, without taking the focus. */
  start?: Place | undefined;
  /** Why a mark's source says so; shown when asked for. */
  explain?: (source: string) => Promise<string>;
  yaml?: boolean;
  language?: CodeLanguage | undefined;
  handle?: Ref<CodeHandle> | undefined;
  onCursor?: ((place: Place) => void) | undefined;
  /** Told what a command has to say, for example that there is nothing to rename here. */
  onSay?: ((words: string) => void) | undefined;
}

/** An editor beside another text, with what differs. */
export interface CodeDiffProps extends CodeEditorProps {
  /** The text that it is compared with, read-only; on the right unless `otherFirst`. */
  other: string;
  otherLabel: string;
  /** The other text is the earlier one and stands on the left. */
  otherFirst?: boolean;
}
