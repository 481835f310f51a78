import type { ReactNode } from "react";

import { IconButton } from "./Button";
import styles from "./detail.module.css";

export interface DetailProps {
  /** Spoken for the whole pane. */
  label: string;
  title: ReactNode;
  /** Beside the title. */
  aside?: ReactNode;
  facts?: ReactNode;
  actions?: ReactNode;
  onClose: () => void;
  children: ReactNode;
}

/** The pane of what is chosen in a list: its name and actions stay, the rest is the caller's. */
export function Detail({ label, title, aside, facts, actions, onClose, children }: DetailProps) {
  return (
    // Escape closes from wherever the focus is inside, as in everything that can be closed.
    // oxlint-disable-next-line jsx-a11y/no-noninteractive-element-interactions
    <section
      className={styles.detail}
      aria-label={label}
      onKeyDown={(event) => {
        if (event.key === "Escape" && !event.defaultPrevented) onClose();
      }}
    >
      <header className={styles.head}>
        <div className={styles.title}>
          <h2 className="clip">{title}</h2>
          {aside}
          <span className={styles.close}>
            <IconButton small icon="close" label="Close" onPress={onClose} />
          </span>
        </div>
        {facts && <div className={styles.facts}>{facts}</div>}
        {actions && <div className={styles.actions}>{actions}</div>}
      </header>
      {children}
    </section>
  );
}

/** The rest of a detail where it is text: scrolls by itself. */
export function DetailBody({ children }: { children: ReactNode }) {
  return (
    // Text that scrolls is reached with the keyboard.
    // oxlint-disable-next-line jsx-a11y/no-noninteractive-tabindex
    <div className={styles.body} tabIndex={0} role="group" aria-label="Details">
      {children}
    </div>
  );
}

/** A part of a detail under its name. */
export function DetailPart({
  title,
  aside,
  children,
}: {
  title: string;
  aside?: ReactNode;
  children: ReactNode;
}) {
  return (
    <section className={styles.part}>
      <h3>
        {title}
        {aside && <span className={styles.aside}>{aside}</span>}
      </h3>
      {children}
    </section>
  );
}
