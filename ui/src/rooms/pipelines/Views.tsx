import { Link, useSearch } from "@tanstack/react-router";

import styles from "./pipelines.module.css";

const VIEWS = [
  { view: undefined, label: "Pipelines" },
  { view: "infrastructure", label: "Infrastructure" },
  { view: "distribution", label: "Distribution" },
] as const;

/** The three lists of the room: pipelines, and what they refer to. */
export function Views() {
  const shown = useSearch({ strict: false }).view;
  return (
    <nav className={styles.views} aria-label="Lists of the room">
      {VIEWS.map(({ view, label }) => (
        <Link
          key={label}
          to="/pipelines"
          search={view ? { view } : {}}
          className={styles.view}
          data-here={shown === view}
          aria-current={shown === view ? "page" : undefined}
        >
          {label}
        </Link>
      ))}
    </nav>
  );
}
