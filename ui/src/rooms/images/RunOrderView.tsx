import { useState } from "react";

import { useAsk, type RunStep } from "@/contract";
import { SearchField, Switch } from "@/parts/Field";
import { Empty } from "@/parts/states";
import { Answer } from "@/pieces/Answer";
import { useGoToPlace } from "@/pieces/place";

import styles from "./order.module.css";

/** What Image Builder will execute, top to bottom in time. */
export function RunOrderView({ recipe }: { recipe: string }) {
  const order = useAsk("recipe.run_order", { recipe });
  const [query, setQuery] = useState("");
  const [inherited, setInherited] = useState(true);
  const keep = (step: RunStep) => (inherited || !step.inherited) && matches(step, query);
  return (
    <div className={styles.order}>
      <div className={styles.bar}>
        <SearchField label="Filter steps" value={query} onChange={setQuery} />
        <Switch label="Show inherited" on={inherited} onChange={setInherited} />
      </div>
      <div className={styles.scroll}>
        <Answer query={order}>
          {({ build, test }) => (
            <>
              <Stage
                title="Build stage"
                note="on the build instance; the image is made after it"
                steps={build.filter(keep)}
                total={build.length}
              />
              <Stage
                title="Test stage"
                note="on an instance of the finished image"
                steps={test.filter(keep)}
                total={test.length}
              />
            </>
          )}
        </Answer>
      </div>
    </div>
  );
}

/** Whether every word of `query` occurs in what is shown of a step. */
export function matches(step: RunStep, query: string): boolean {
  const text = `${step.component} ${step.phase} ${step.step} ${step.action} ${step.summary}`.toLowerCase();
  return query
    .toLowerCase()
    .split(/\s+/)
    .every((word) => text.includes(word));
}

/** More rows than this are cut: no image runs as many, and a hostile file must not fill the page. */
const MOST = 1000;

function Stage(props: { title: string; note: string; steps: RunStep[]; total: number }) {
  const { title, note, steps, total } = props;
  const goTo = useGoToPlace();
  return (
    <section className={styles.stage}>
      <h2>
        {title}{" "}
        <span className="dim small">
          {steps.length === total ? `${total} steps` : `${steps.length} of ${total} steps`}, {note}
        </span>
      </h2>
      {steps.length === 0 ? (
        <Empty inline title={total === 0 ? "Nothing runs here" : "No step matches"} />
      ) : (
        <ol>
          {steps.slice(0, MOST).map((step, index) => {
            const { file, line } = step;
            const before = steps[index - 1];
            const first =
              before?.component !== step.component ||
              before.recipe !== step.recipe ||
              before.phase !== step.phase;
            return (
              <li
                key={`${step.recipe}/${step.component}/${step.phase}/${index}`}
                className={styles.step}
                data-inherited={step.inherited}
                data-first={first}
              >
                <span
                  className={`clip ${styles.component}`}
                  title={`${step.component} ${step.version} of ${step.recipe}`}
                >
                  {first && (
                    <>
                      {step.component} <span className="mono small dim">{step.version}</span>
                    </>
                  )}
                </span>
                <span className="small dim clip">{first && step.phase}</span>
                {file !== null ? (
                  <button
                    type="button"
                    className={`clip ${styles.name}`}
                    onClick={() => goTo({ file, line: line ?? undefined })}
                  >
                    {step.step}
                  </button>
                ) : (
                  <span className="clip">{step.step}</span>
                )}
                <span className="mono small dim clip">{step.action}</span>
                <span className="mono small dim clip" title={step.summary}>
                  {step.summary}
                </span>
              </li>
            );
          })}
        </ol>
      )}
      {steps.length > MOST && <p className="dim">{steps.length - MOST} more; filter to see them</p>}
    </section>
  );
}
