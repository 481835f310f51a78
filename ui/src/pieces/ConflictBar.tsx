import { useDo, type OnConflict } from "@/contract";
import { Button } from "@/parts/Button";
import { Notice } from "@/parts/states";

import { FailureNotice } from "./FailureView";
import type { FileState } from "./FileButtons";

const CHOICES: { key: OnConflict; label: string; hint: string }[] = [
  { key: "keep_mine", label: "Keep mine", hint: "writes your edits over the file" },
  { key: "take_theirs", label: "Take the file's", hint: "drops your edits" },
  { key: "keep_both", label: "Keep both", hint: "writes your edits beside the file" },
];

/** The three ways out when a file changed on disk under unsaved edits. */
export function ConflictBar({ file }: { file: FileState }) {
  const save = useDo("file.save");
  if (!file.changed_on_disk) return null;
  return (
    <>
      <Notice
        tone="warn"
        actions={CHOICES.map((choice) => (
          <Button
            key={choice.key}
            small
            isDisabled={save.isPending}
            aria-label={`${choice.label}: ${choice.hint}`}
            onPress={() => save.mutate({ file: file.file, on_conflict: choice.key })}
          >
            {choice.label}
          </Button>
        ))}
      >
        <span className="mono clip">{file.file}</span> changed on disk since you began to edit it.
      </Notice>
      {save.error && <FailureNotice failure={save.error} />}
    </>
  );
}
