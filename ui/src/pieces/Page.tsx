import { useEffect, type ReactNode } from "react";

import { Skeleton } from "@/parts/states";
import { newStore } from "@/parts/store";

import styles from "./page.module.css";

/** What the header shows behind the workspace's name. */
export const crumb = newStore<string | null>(null);

/** Names the thing that is on screen, in the header and the window's title. */
export function useCrumb(name: string | null): void {
  useEffect(() => {
    crumb.set(name);
    document.title = name ? `${name} · Ingot` : "Ingot";
    return () => crumb.set(null);
  }, [name]);
}

/** Rows on their way, set in as a page's text is, for a body that fills. */
export function Waiting() {
  return (
    <div className={styles.waiting}>
      <Skeleton />
    </div>
  );
}

export interface PageProps {
  title: ReactNode;
  /** Beside the title: a version, an "as of". */
  aside?: ReactNode;
  /** The line below the title; its parts stand apart. */
  facts?: ReactNode;
  actions?: ReactNode;
  /** Between the head and the body: notices, filters. */
  bar?: ReactNode;
  /** `scroll`: the body scrolls with padding. `fill`: the body is a column that scrolls within itself, edge to edge. */
  body?: "scroll" | "fill";
  children: ReactNode;
}

/** The frame of a room's view: head, then content. */
export function Page({ title, aside, facts, actions, bar, body = "scroll", children }: PageProps) {
  return (
    <section className={styles.page}>
      <header className={styles.head}>
        <div className={styles.title}>
          <h1 className="clip">{title}</h1>
          {aside && <div className={styles.aside}>{aside}</div>}
          {actions && <div className={styles.actions}>{actions}</div>}
        </div>
        {facts && <div className={styles.facts}>{facts}</div>}
      </header>
      {bar && <div className={styles.bar}>{bar}</div>}
      <div className={body === "scroll" ? styles.scroll : styles.fill}>{children}</div>
    </section>
  );
}
