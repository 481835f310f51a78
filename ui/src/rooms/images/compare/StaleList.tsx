import { Link } from "@tanstack/react-router";
import { useState } from "react";

import { useAsk, type StaleOverlay } from "@/contract";
import { Button } from "@/parts/Button";
import { AsOf } from "@/parts/Time";

import styles from "./stale.module.css";

/** Shown before the rest is asked for. */
const FIRST = 6;

/** Overlays whose golden image moved on, in this workspace and elsewhere; nothing when there are none. */
export function StaleList() {
  const answer = useAsk("stale.list", {});
  const [all, setAll] = useState(false);
  const overlays = answer.data?.overlays ?? [];
  if (overlays.length === 0) return null;
  // What can be moved here comes first.
  const sorted = overlays.toSorted((a, b) => Number(b.in_workspace) - Number(a.in_workspace));
  const shown = all ? sorted : sorted.slice(0, FIRST);
  return (
    <section className={styles.stale} aria-labelledby="stale-overlays">
      <h2 id="stale-overlays">
        {overlays.length === 1 ? "One overlay" : `${overlays.length} overlays`} on a golden image that moved
        on <AsOf at={answer.data?.as_of} />
      </h2>
      <ul>
        {shown.map((overlay) => (
          <Line key={`${overlay.in_workspace} ${overlay.recipe} ${overlay.reference}`} overlay={overlay} />
        ))}
      </ul>
      {shown.length < sorted.length && (
        <Button look="link" onPress={() => setAll(true)}>
          {`Show ${sorted.length - shown.length} more`}
        </Button>
      )}
    </section>
  );
}

function Line({ overlay }: { overlay: StaleOverlay }) {
  const { recipe, in_workspace, golden, stands_on, newest, why } = overlay;
  return (
    <li className={styles.line} title={why}>
      {in_workspace ? (
        <Link to="/images/$recipe" params={{ recipe }} className={`clip ${styles.name}`}>
          {recipe}
        </Link>
      ) : (
        <span className={`clip ${styles.name}`}>{recipe}</span>
      )}
      <span className="clip">
        {golden} <span className="mono">{stands_on}</span> <span className="dim">→</span>{" "}
        <span className="mono">{newest}</span>
      </span>
      {in_workspace ? (
        <Link
          to="/images/$recipe"
          params={{ recipe }}
          search={{ tab: "compare", update: 1 }}
          className="link"
          aria-label={`Review the update of ${recipe}`}
        >
          Review update…
        </Link>
      ) : (
        <span className="dim">in AWS, not in this workspace</span>
      )}
    </li>
  );
}
