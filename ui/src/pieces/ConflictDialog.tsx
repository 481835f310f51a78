import { useState } from "react";

import { useAsk, useDo, type FileView, type OnConflict } from "@/contract";
import { Button } from "@/parts/Button";
import { CodeDiff, CodeEditor } from "@/parts/CodeEditor";
import { Dialog } from "@/parts/Dialog";
import { Segments } from "@/parts/Field";

import { Answer } from "./Answer";
import styles from "./conflict.module.css";
import { conflictChoices, conflictViews, type ConflictView } from "./conflict";
import { FailureNotice } from "./FailureView";

/** Shows what is here and what is on disk, and lets one choose which stays. */
export function ConflictDialog({ file, onClose }: { file: string; onClose: () => void }) {
  const answer = useAsk("file.get", { file });
  const save = useDo("file.save");
  const choices = conflictChoices(answer.data);
  const choose = (choice: OnConflict) => save.mutate({ file, on_conflict: choice }, { onSuccess: onClose });
  return (
    <Dialog
      open
      onClose={onClose}
      title={answer.data?.saved_text === null ? "The file was deleted on disk" : "The file changed on disk"}
      aside={<span className="mono small dim clip">{file}</span>}
      width={1080}
      busy={save.isPending}
      foot={
        <>
          <Button look="quiet" isDisabled={save.isPending} onPress={onClose}>
            Decide later
          </Button>
          {choices.map((choice) => (
            <Button
              key={choice.key}
              isDisabled={save.isPending || !answer.data}
              aria-label={`${choice.label}: ${choice.hint}`}
              onPress={() => choose(choice.key)}
            >
              {choice.label}
            </Button>
          ))}
        </>
      }
    >
      {save.error && <FailureNotice failure={save.error} onDismiss={() => save.reset()} />}
      <Answer query={answer}>{(view) => <Texts view={view} />}</Answer>
      <dl className={styles.choices}>
        {choices.map((choice) => (
          <div key={choice.key}>
            <dt>{choice.label}</dt>
            <dd>{choice.hint}</dd>
          </div>
        ))}
      </dl>
    </Dialog>
  );
}

function Texts({ view }: { view: FileView }) {
  const views = conflictViews(view);
  const [wanted, setWanted] = useState<ConflictView["key"]>("both");
  const shown = views.find((one) => one.key === wanted) ?? views[0];
  const yaml = /\.ya?ml$/.test(view.file);
  if (!shown) {
    return (
      <>
        <p className="dim">Your text, which nothing on disk holds now:</p>
        <div className={styles.text}>
          <CodeEditor label="Your text" value={view.text} yaml={yaml} />
        </div>
      </>
    );
  }
  return (
    <>
      {views.length > 1 && (
        <Segments label="What is shown" value={shown.key} choices={views} onChange={setWanted} />
      )}
      <div className={styles.sides} aria-hidden="true">
        <span>{shown.before}</span>
        <span>{shown.after}</span>
      </div>
      <div className={styles.text}>
        <CodeDiff
          key={shown.key}
          label={shown.after}
          value={shown.right}
          other={shown.left}
          otherLabel={shown.before}
          otherFirst
          yaml={yaml}
        />
      </div>
    </>
  );
}
