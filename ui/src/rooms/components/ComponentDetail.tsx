import { Link, useSearch } from "@tanstack/react-router";
import { useMemo, useState } from "react";

import { useAsk, type ComponentView } from "@/contract";
import { IconButton } from "@/parts/Button";
import { CodeEditor } from "@/parts/CodeEditor";
import { SplitPane } from "@/parts/SplitPane";
import { Empty } from "@/parts/states";
import { Answer } from "@/pieces/Answer";
import { marksOf } from "@/pieces/file";
import { FileButtons } from "@/pieces/FileButtons";
import { explain, FileEditor } from "@/pieces/FileEditor";
import { originWords } from "@/pieces/origin";
import { Outline } from "@/pieces/Outline";
import { useCrumb } from "@/pieces/Page";
import { useGoToPlace } from "@/pieces/place";
import { ProblemList } from "@/pieces/ProblemList";

import styles from "./components.module.css";

/** One component: its document with diagnostics, and beside it what the document declares. */
export function ComponentDetail({ component, onClose }: { component: string; onClose: () => void }) {
  const answer = useAsk("component.get", { component });
  useCrumb(answer.data?.summary.name ?? component);
  return (
    <section className={styles.detail} aria-label="Component">
      <Answer query={answer}>{(view) => <Detail view={view} onClose={onClose} />}</Answer>
    </section>
  );
}

interface Visit {
  line: number;
  visit: number;
}

function Detail({ view, onClose }: { view: ComponentView; onClose: () => void }) {
  const search = useSearch({ strict: false });
  const [stepped, setStepped] = useState<Visit | null>(null);
  const { summary } = view;
  const asked = search.line === undefined ? undefined : { line: search.line, visit: search.visit ?? 0 };
  return (
    <>
      <header className={styles.head}>
        <div className={styles.title}>
          <h2 className="clip" title={summary.name}>
            {summary.name}
          </h2>
          <span className="mono dim">{summary.version}</span>
          <div className={styles.tools}>
            {view.document_file !== null && <DocumentButtons file={view.document_file} />}
            <IconButton icon="close" label="Close" onPress={onClose} />
          </div>
        </div>
        <p className={styles.facts}>
          <span>{originWords(summary.origin)}</span>
          {summary.owner && <span className="foreign">{summary.owner}</span>}
          {summary.platform && <span>{summary.platform}</span>}
          {view.document_file && <span className="mono foreign">{view.document_file}</span>}
        </p>
        {summary.description && <p className="dim foreign lines">{summary.description}</p>}
      </header>
      <SplitPane
        name="component.outline"
        label="Width of the outline"
        side="end"
        initial={250}
        min={180}
        max={460}
        pane={<About view={view} onStep={(line) => setStepped({ line, visit: (stepped?.visit ?? 0) + 1 })} />}
      >
        <Document view={view} goTo={stepped ?? asked} />
      </SplitPane>
    </>
  );
}

/** Save, undo and redo of the document, which is a file of its own. */
function DocumentButtons({ file }: { file: string }) {
  const answer = useAsk("file.get", { file });
  return answer.data && <FileButtons file={answer.data} />;
}

function Document({ view, goTo }: { view: ComponentView; goTo: Visit | undefined }) {
  const file = view.document_file ?? view.resource_file ?? view.summary.reference;
  const marks = useMemo(() => marksOf(view.diagnostics, file), [view.diagnostics, file]);
  const place = useMemo(
    () => goTo && { place: { line: goTo.line, column: 1 }, visit: goTo.visit },
    // oxlint-disable-next-line react/exhaustive-deps -- the place is gone to again when the visit changes
    [goTo?.line, goTo?.visit],
  );
  if (view.document_file !== null) {
    return <FileEditor key={view.document_file} file={view.document_file} goTo={goTo} buttons={false} />;
  }
  if (view.document === null) {
    return (
      <Empty title="Its document was never read">
        AWS shows the document of a component to its owner, and to others only when it was shared. Sync to try
        again.
      </Empty>
    );
  }
  return (
    <div className={styles.readOnly}>
      <CodeEditor
        label={`Document of ${view.summary.name}, read-only`}
        value={view.document}
        marks={marks}
        explain={explain}
        goTo={place}
      />
    </div>
  );
}

function About({ view, onStep }: { view: ComponentView; onStep: (line: number) => void }) {
  const goTo = useGoToPlace();
  const { summary } = view;
  return (
    <aside className={styles.about} aria-label="About the component">
      {view.diagnostics.length > 0 && (
        <section>
          <h3>Problems</h3>
          <ProblemList problems={view.diagnostics} />
        </section>
      )}
      <section>
        <h3>Used by</h3>
        {summary.used_by.length === 0 ? (
          <p className="dim">No recipe of this workspace.</p>
        ) : (
          <ul>
            {summary.used_by.map((recipe) => (
              <li key={recipe} className="clip">
                <Link to="/images/$recipe" params={{ recipe }} className="link">
                  {recipe}
                </Link>
              </li>
            ))}
          </ul>
        )}
      </section>
      {view.parameters.length > 0 && (
        <section>
          <h3>Parameters</h3>
          <dl className={styles.parameters}>
            {view.parameters.map((parameter) => (
              <div key={parameter.name} title={parameter.description ?? undefined}>
                <dt className="foreign">{parameter.name}</dt>
                <dd className="mono small dim foreign">
                  {parameter.required ? "required" : parameter.default === "" ? "empty" : parameter.default}
                </dd>
              </div>
            ))}
          </dl>
        </section>
      )}
      {view.outline.length > 0 && <Outline phases={view.outline} onStep={onStep} />}
      {view.supported_os_versions.length > 0 && (
        <section>
          <h3>For</h3>
          <p className="dim foreign">{view.supported_os_versions.join(", ")}</p>
        </section>
      )}
      {view.resource_file !== null && view.resource_file !== view.document_file && (
        <button
          type="button"
          className={styles.file}
          onClick={() => goTo({ file: view.resource_file ?? "" })}
        >
          <span className="mono small foreign">{view.resource_file}</span>
        </button>
      )}
    </aside>
  );
}
