import { useState, type ReactNode } from "react";

import type { FieldProblem, ResourceName, ResourceView } from "@/contract";
import { Button } from "@/parts/Button";
import { Prose } from "@/parts/Prose";
import { Notice } from "@/parts/states";
import { newStore, useStore, type Store } from "@/parts/store";

import { Answer } from "../Answer";
import { FailureNotice } from "../FailureView";
import { ProblemList } from "../ProblemList";
import { FormContext, useResource, useResourceEdits } from "./form";
import styles from "./form.module.css";
import { keyOfPath } from "./path";

export interface ResourceFormProps {
  resource: ResourceName;
  /** Shows the source, at a line where one is known. */
  onSource: (line?: number) => void;
  /** The fields have all the room there is and scroll by themselves. */
  fill?: boolean;
  children: (view: ResourceView) => ReactNode;
}

/**
 * The fields of one resource. While its file cannot be read the fields show what can be, and wait: nothing is lost,
 * and the way out is the source.
 */
export function ResourceForm({ resource, onSource, fill = false, children }: ResourceFormProps) {
  const answer = useResource(resource);
  return (
    <Answer query={answer}>
      {(view) => (
        <Fields key={`${view.kind}/${view.name}`} view={view} fill={fill} onSource={onSource}>
          {children(view)}
        </Fields>
      )}
    </Answer>
  );
}

function Fields(props: {
  view: ResourceView;
  fill: boolean;
  onSource: (line?: number) => void;
  children: ReactNode;
}) {
  const { view, onSource, children } = props;
  const { kind, name } = view;
  const edits = useResourceEdits({ kind, name });
  const [claims] = useState(() => newStore<ReadonlyMap<string, number>>(new Map()));
  const { set, setAll, move, busy } = edits;
  const readable = view.complete && !view.broken;
  return (
    <FormContext value={{ view, set, setAll, move, busy, claims }}>
      <div className={styles.form} data-fill={props.fill}>
        {edits.failure && <FailureNotice failure={edits.failure} onDismiss={edits.forget} />}
        {readable ? (
          <OtherProblems problems={view.problems} claims={claims} />
        ) : (
          <Unreadable view={view} onSource={onSource} />
        )}
        <div className={styles.fields} data-waiting={!readable} inert={!readable}>
          {children}
        </div>
      </div>
    </FormContext>
  );
}

function Unreadable({ view, onSource }: { view: ResourceView; onSource: (line?: number) => void }) {
  const problem = view.problems.find((one) => one.diagnostic.severity === "error")?.diagnostic;
  const line = view.broken?.line ?? problem?.range.start.line;
  const why = view.broken?.message ?? problem?.message;
  return (
    <Notice
      tone="bad"
      actions={
        <Button small onPress={() => onSource(line)}>
          Mend in the source
        </Button>
      }
    >
      <strong>The file cannot be read{line !== undefined && ` at line ${line}`}</strong>
      <span className="foreign">
        {why ? (
          <>
            : <Prose text={why} />.{" "}
          </>
        ) : (
          ". "
        )}
        The fields show what could be read and wait until it is mended.
      </span>
    </Notice>
  );
}

/** Problems that stand at no field of this form. */
function OtherProblems(props: { problems: FieldProblem[]; claims: Store<ReadonlyMap<string, number>> }) {
  const shown = useStore(props.claims);
  const others = props.problems.filter((one) => (shown.get(keyOfPath(one.path)) ?? 0) === 0);
  if (others.length === 0) return null;
  return (
    <div className={styles.others}>
      <ProblemList problems={others.map((one) => one.diagnostic)} />
    </div>
  );
}
