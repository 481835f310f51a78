import { useState } from "react";

import { useAsk } from "@/contract";
import { Button } from "@/parts/Button";
import { Notice } from "@/parts/states";

import { ConflictDialog } from "./ConflictDialog";
import { FailureNotice } from "./FailureView";
import type { FileState } from "./FileButtons";
import { useFileFailure } from "./useFileFailure";

/**
 * What stands between a file and its being saved: that it changed on disk under unsaved edits, with the way to a
 * choice, or why the last save did not work.
 */
export function ConflictBar({ file: state }: { file: FileState }) {
  const { file, changed_on_disk } = state;
  const [choosing, setChoosing] = useState(false);
  const { failure, forget } = useFileFailure(file);
  const onDisk = useAsk("file.get", { file }, { enabled: changed_on_disk }).data?.saved_text;
  return (
    <>
      {failure && failure.code !== "changed_on_disk" && (
        <FailureNotice failure={failure} onDismiss={forget} />
      )}
      {changed_on_disk && (
        <Notice
          tone="warn"
          actions={
            <Button small onPress={() => setChoosing(true)}>
              Compare and choose…
            </Button>
          }
        >
          <span className="mono foreign">{file}</span> {onDisk === null ? "was deleted" : "changed"} on disk
          since you began to edit it. <span className="dim">Your edits are kept and not written yet.</span>
        </Notice>
      )}
      {choosing && changed_on_disk && <ConflictDialog file={file} onClose={() => setChoosing(false)} />}
    </>
  );
}
