import type { ReactNode } from "react";

import { Icon } from "./icons";
import { Prose } from "./Prose";
import styles from "./states.module.css";

export interface EmptyProps {
  title: string;
  /** What will be here. */
  children?: ReactNode;
  /** The one action that fills it. */
  action?: ReactNode;
  /** Within a panel, without the distance from above. */
  inline?: boolean;
}

/** A view without content teaches what will be there. */
export function Empty({ title, children, action, inline }: EmptyProps) {
  return (
    <div className={`${styles.state} ${inline ? styles.inline : ""}`}>
      <h2>{title}</h2>
      {children && <p>{children}</p>}
      {action && <div className={styles.actions}>{action}</div>}
    </div>
  );
}

export interface TroubleProps {
  tone: "error" | "warning";
  title: string;
  message: string;
  hints?: string[];
  detail?: string | null;
  actions?: ReactNode;
  inline?: boolean;
}

/** What happened, what to do about it, and the way out. */
export function Trouble({ tone, title, message, hints = [], detail, actions, inline }: TroubleProps) {
  return (
    <div className={`${styles.state} ${styles[tone]} ${inline ? styles.inline : ""}`} role="alert">
      <h2>
        <Icon name={tone} />
        {title}
      </h2>
      <p className="foreign lines" title={message}>
        <Prose text={message} />
      </p>
      {hints.length > 0 && (
        <ul className={styles.hints}>
          {hints.map((hint) => (
            <li key={hint} className="foreign">
              <Prose text={hint} />
            </li>
          ))}
        </ul>
      )}
      {detail && (
        <details className={styles.detail}>
          <summary>Details</summary>
          <pre className="foreign">{detail}</pre>
        </details>
      )}
      {actions && <div className={styles.actions}>{actions}</div>}
    </div>
  );
}

const SHARES = ["38%", "52%", "44%", "30%", "48%", "35%"];

/** Rows where content will be, of the height that content has, so that nothing jumps. Nothing moves. */
export function Skeleton({ rows = 8 }: { rows?: number }) {
  return (
    <div className={styles.bones} role="status" aria-label="Loading">
      {Array.from({ length: rows }, (_, row) => (
        <div key={row} className={styles.bone} style={{ "--share": SHARES[row % SHARES.length] } as never} />
      ))}
    </div>
  );
}

/** A bar across a view that says one thing and offers what to do. */
export function Notice(props: { tone?: "plain" | "warn" | "bad"; children: ReactNode; actions?: ReactNode }) {
  const tone = props.tone ?? "plain";
  return (
    <div className={styles.notice} data-tone={tone} role={tone === "plain" ? "note" : "alert"}>
      <Icon name={tone === "plain" ? "info" : tone === "warn" ? "warning" : "error"} />
      <div>{props.children}</div>
      {props.actions}
    </div>
  );
}
