import { useId, type ReactNode } from "react";

import type { FieldProblem } from "@/contract";
import { Prose } from "@/parts/Prose";

import { SeverityMark } from "../Mark";
import styles from "./form.module.css";

/** A part of a form under its name. */
export function Section(props: { title: string; about?: ReactNode; aside?: ReactNode; children: ReactNode }) {
  const id = useId();
  return (
    <section className={styles.section} aria-labelledby={id}>
      <div className={styles.heading}>
        <h2 id={id}>{props.title}</h2>
        {props.aside}
      </div>
      {props.about && <p className={styles.about}>{props.about}</p>}
      {props.children}
    </section>
  );
}

/** Fields side by side where there is room. */
export function Columns({ children }: { children: ReactNode }) {
  return <div className={styles.columns}>{children}</div>;
}

/** Fields below each other in one column. */
export function Stack({ children }: { children: ReactNode }) {
  return <div className={styles.stack}>{children}</div>;
}

/** Over both columns. */
export function Wide({ children }: { children: ReactNode }) {
  return <div className={styles.wide}>{children}</div>;
}

/** A field's name and, opposite, what the API calls it. */
export function FieldName({ label, api }: { label: string; api: string }) {
  return (
    <span className={styles.name}>
      <span>{label}</span>
      <code className={styles.api} aria-hidden="true">
        {api}
      </code>
    </span>
  );
}

/** The note below a field; what the API calls it is spoken here, not in the field's name. */
export function FieldNote({ api, children }: { api: string; children?: ReactNode }) {
  return (
    <>
      {children}
      <span className="unseen"> The API calls it {api}.</span>
    </>
  );
}

/** What is wrong with a field and what to do about it. */
export function FieldProblems({ problems }: { problems: FieldProblem[] }) {
  return problems.map(({ diagnostic }) => (
    <span
      key={`${diagnostic.rule}/${diagnostic.message}`}
      className={styles.problem}
      data-severity={diagnostic.severity}
    >
      <SeverityMark severity={diagnostic.severity} />
      <span className="foreign">
        <Prose text={diagnostic.message} />
        {diagnostic.help && (
          <span className={styles.help}>
            {" "}
            — <Prose text={diagnostic.help} />
          </span>
        )}
      </span>
    </span>
  ));
}

export interface ShellProps {
  label: string;
  api: string;
  note?: ReactNode;
  problems: FieldProblem[];
  children: ReactNode;
}

/** Name, note and problems around a control that has none of its own. */
export function Shell({ label, api, note, problems, children }: ShellProps) {
  const id = useId();
  return (
    <div className={styles.shell} role="group" aria-labelledby={id} aria-describedby={`${id}-note`}>
      <div id={id} className={styles.label}>
        <FieldName label={label} api={api} />
      </div>
      {children}
      <div id={`${id}-note`} className={styles.note}>
        <FieldProblems problems={problems} />
        <FieldNote api={api}>{note}</FieldNote>
      </div>
    </div>
  );
}
