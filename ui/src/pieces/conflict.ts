import type { FileView, OnConflict } from "@/contract";

export interface ConflictChoice {
  key: OnConflict;
  label: string;
  hint: string;
}

/** The three ways out, in words that fit a file that is there and one that is gone. */
export function conflictChoices(view: FileView | undefined): ConflictChoice[] {
  const gone = view?.saved_text === null;
  const copy = `${view?.file.split("/").at(-1) ?? ""}.mine`;
  return gone
    ? [
        { key: "take_theirs", label: "Leave it deleted", hint: "Drops your text." },
        {
          key: "keep_both",
          label: "Keep a copy",
          hint: `Writes your text to ${copy} in the same folder; the file stays deleted.`,
        },
        { key: "keep_mine", label: "Save it again", hint: "Writes the file anew, with your text." },
      ]
    : [
        { key: "take_theirs", label: "Take the file's", hint: "Drops your edits." },
        {
          key: "keep_both",
          label: "Keep both",
          hint: `Leaves the file as it is on disk, and writes your text to ${copy} beside it.`,
        },
        { key: "keep_mine", label: "Keep mine", hint: "Writes your text over the file." },
      ];
}

export interface ConflictView {
  key: "both" | "mine" | "theirs";
  label: string;
  left: string;
  right: string;
  before: string;
  after: string;
}

/** The pairs of texts that can be looked at; none when the file is gone, for there is only one then. */
export function conflictViews({ text, saved_text, base_text }: FileView): ConflictView[] {
  if (saved_text === null) return [];
  const both: ConflictView = {
    key: "both",
    label: "Both",
    left: saved_text,
    right: text,
    before: "On disk",
    after: "Yours",
  };
  // A program that does not know where the draft began shows what it has.
  if (typeof base_text !== "string") return [both];
  return [
    both,
    {
      key: "mine",
      label: "Your edits",
      left: base_text,
      right: text,
      before: "Where you began",
      after: "Yours",
    },
    {
      key: "theirs",
      label: "The change on disk",
      left: base_text,
      right: saved_text,
      before: "Where you began",
      after: "On disk",
    },
  ];
}
