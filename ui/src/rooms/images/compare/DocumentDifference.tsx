import type { DocumentChange, LayerChange } from "@/contract";
import { Button } from "@/parts/Button";
import { CodeDiff, CodeEditor } from "@/parts/CodeEditor";
import { useGoToPlace } from "@/pieces/place";

import styles from "./document.module.css";

/** A line of the editor and the space around its text, in pixels. */
const LINE = 19;
const AROUND = 14;
const MOST = 360;

/** What a component's document says otherwise: its steps, then its text. */
export function DocumentDifference(props: { document: DocumentChange; change: LayerChange }) {
  const { document, change } = props;
  const goTo = useGoToPlace();
  const { left, right, file } = document;
  const steps = [
    ...document.steps_added.map((step) => ({ step, sign: "+", words: "added" })),
    ...document.steps_removed.map((step) => ({ step, sign: "−", words: "removed" })),
    ...document.steps_changed.map((step) => ({ step, sign: "•", words: "changed" })),
  ];
  return (
    <div className={styles.document}>
      {steps.length > 0 && (
        <ul className={styles.steps} aria-label={`Steps of ${change.component} that differ`}>
          {steps.map(({ step, sign, words }) => (
            <li key={`${words} ${step}`} data-words={words}>
              <span aria-hidden="true" className={styles.sign}>
                {sign}
              </span>
              <span className="mono foreign">{step}</span> <span className="dim small">{words}</span>
            </li>
          ))}
        </ul>
      )}
      {left !== null && right !== null ? (
        left !== right && <Texts left={left} right={right} name={change.component} />
      ) : left !== null || right !== null ? (
        <>
          <p className="dim small">{oneSided(change, left === null)}</p>
          <Text text={left ?? right ?? ""} name={change.component} />
        </>
      ) : (
        <p className="dim small">
          Neither document was read. AWS shows a document to the owner of the component and to those it is
          shared with.
        </p>
      )}
      {file !== null && change.right !== null && (
        <span className={styles.file}>
          <Button look="link" onPress={() => goTo({ file })}>
            {file}
          </Button>
        </span>
      )}
    </div>
  );
}

/** Why only one text is there. */
function oneSided(change: LayerChange, leftIsMissing: boolean): string {
  if (leftIsMissing && change.left === null) return "The document of the added layer:";
  if (!leftIsMissing && change.right === null) return "The document of the removed layer:";
  const [missing, shown] = leftIsMissing ? ["before", "after"] : ["after", "before"];
  const version = (leftIsMissing ? change.left : change.right)?.version;
  return `The document ${missing}${version ? ` (${version})` : ""} was never read; this is the one ${shown}. Sync, then compare again.`;
}

const heightOf = (...texts: string[]): number =>
  Math.min(MOST, Math.max(...texts.map((text) => text.split("\n").length)) * LINE + AROUND);

function Texts({ left, right, name }: { left: string; right: string; name: string }) {
  return (
    <div className={styles.text} style={{ height: heightOf(left, right) }}>
      <CodeDiff
        label={`Document of ${name}, after`}
        value={right}
        other={left}
        otherLabel={`Document of ${name}, before`}
        otherFirst
      />
    </div>
  );
}

function Text({ text, name }: { text: string; name: string }) {
  return (
    <div className={styles.text} style={{ height: heightOf(text) }}>
      <CodeEditor label={`Document of ${name}`} value={text} />
    </div>
  );
}
