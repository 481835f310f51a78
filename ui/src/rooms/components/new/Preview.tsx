import { call, type DraftView } from "@/contract";
import { CodeEditor } from "@/parts/CodeEditor";
import { Prose } from "@/parts/Prose";
import { Empty, Skeleton } from "@/parts/states";
import { FailureView } from "@/pieces/FailureView";
import { marksOf } from "@/pieces/file";
import { explain } from "@/pieces/FileEditor";
import { useLatest, type Latest } from "@/pieces/latest";

import { countWords } from "../editor/StatusBar";
import type { Start } from "./form";
import styles from "./new.module.css";

const INVITATIONS: Record<Start, string> = {
  template: "Choose a template to see the document that it makes.",
  script:
    "Paste a script: each of its sections becomes a step, and what looks like a setting becomes a parameter.",
  copy: "Choose a component to see the document that you would get.",
};

/** Whatever the file will be called, problems of the draft are of this one. */
const DRAFT = "document.yaml";

/** The document as it would be written, what was decided on the way, and what is wrong with it. */
export function Preview(props: { start: Start; wanted: boolean; draft: Latest<DraftView> }) {
  const { start, wanted, draft } = props;
  const view = wanted ? draft.answer : null;
  const text = view?.document ?? null;
  const checked = useLatest(text, (asked) => call("component.check", { file: DRAFT, text: asked }), 0);
  const problems = checked.of === text ? (checked.answer?.diagnostics ?? []) : [];
  const marks = marksOf(problems, DRAFT);
  return (
    <section className={styles.preview} aria-label="Preview">
      {!wanted ? (
        <div className={styles.invitation}>
          <Empty inline title="Nothing to show yet">
            {INVITATIONS[start]}
          </Empty>
        </div>
      ) : draft.failure ? (
        <div className={styles.invitation}>
          <FailureView inline failure={draft.failure} />
        </div>
      ) : view === null ? (
        <Skeleton rows={14} />
      ) : (
        <>
          <div className={styles.told}>
            <p className="dim">
              {checked.of === text ? countWords(problems) : "Checking"}
              {draft.waiting && <span> · being made anew</span>}
            </p>
            {view.notes.length > 0 && (
              <ul className={styles.notes} aria-label="Look at this">
                {view.notes.map((note) => (
                  <li key={note} className="foreign">
                    <Prose text={note} />
                  </li>
                ))}
              </ul>
            )}
            {view.parameters.length > 0 && (
              <dl className={styles.parameters} aria-label="Proposed parameters">
                {view.parameters.map((parameter) => (
                  <div key={parameter.name}>
                    <dt className="clip">{parameter.name}</dt>
                    <dd className="clip dim">
                      from <code>{parameter.proposed_from}</code>
                    </dd>
                    <dd className="clip mono small" title={parameter.default}>
                      {parameter.default === "" ? "empty" : parameter.default}
                    </dd>
                  </div>
                ))}
              </dl>
            )}
          </div>
          <div className={styles.text}>
            <CodeEditor
              label="Document as it would be written, read-only"
              value={view.document}
              marks={marks}
              marked={view.document}
              explain={explain}
            />
          </div>
        </>
      )}
    </section>
  );
}
