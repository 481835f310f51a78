import { Fragment } from "react";

import styles from "./order.module.css";
import { cutAt, STAGE, type Line } from "./runOrder";

/** One line of what will run: a stage, a layer's phase, a step. */
export function OrderLine({
  line,
  words,
  active = false,
}: {
  line: Line;
  words: string[];
  active?: boolean;
}) {
  switch (line.kind) {
    case "stage": {
      const { title, note } = STAGE[line.stage];
      const count = line.total === 1 ? "1 step" : `${line.total} steps`;
      return (
        <div className={styles.stage}>
          <h2>{title}</h2>
          <span className="dim small clip">
            {line.shown === line.total ? count : `${line.shown} of ${count}`}, {note}
          </span>
        </div>
      );
    }
    case "layer": {
      const { component, version, phase, recipe, inherited } = line.step;
      return (
        <div className={styles.layer} data-inherited={inherited}>
          <span className={`clip ${styles.component}`} title={component}>
            <Found text={component} words={words} />
          </span>
          <span className="mono small dim">{version}</span>
          <span className={styles.phase}>
            <Found text={phase} words={words} />
          </span>
          {inherited && <span className="small dim clip">inherited from {recipe}</span>}
        </div>
      );
    }
    case "step": {
      const { step, action, summary, inherited, file } = line.step;
      return (
        <div
          className={styles.step}
          data-inherited={inherited}
          data-active={active}
          data-leads={file !== null}
        >
          <span className={`mono small ${styles.number}`}>{line.number}</span>
          <span
            className={`clip ${styles.name}`}
            title={file === null ? `${step}: its document is not in this workspace` : step}
          >
            <Found text={step} words={words} />
          </span>
          <span className="mono small dim clip">
            <Found text={action} words={words} />
          </span>
          <span className="mono small dim clip" title={summary}>
            <Found text={summary} words={words} />
          </span>
        </div>
      );
    }
    case "none":
      return <p className={styles.none}>{line.text}</p>;
  }
}

/** A text in which what was searched for is marked. */
function Found({ text, words }: { text: string; words: string[] }) {
  return cutAt(text, words).map((piece, index) => (
    // The pieces of one text have no other identity than their place.
    // oxlint-disable-next-line react/no-array-index-key
    <Fragment key={index}>{index % 2 === 1 ? <mark className={styles.found}>{piece}</mark> : piece}</Fragment>
  ));
}
