import { Link } from "@tanstack/react-router";
import type { ReactNode } from "react";

import { IconButton } from "@/parts/Button";
import { SeverityMark } from "@/pieces/Mark";

import styles from "./strata.module.css";
import type { Band } from "./bands";

interface BandFrameProps {
  band: Band;
  rows: ReactNode;
  folded: boolean;
  onFold: () => void;
  /** Above the rows. */
  add: ReactNode;
}

/** A stratum: whose it is at the side, its layers beside it. */
export function BandFrame({ band, rows, folded, onFold, add }: BandFrameProps) {
  const { stratum } = band;
  return (
    <div className={styles.band} data-kind={band.kind} data-locked={stratum.locked}>
      <div className={styles.side}>
        <div>{band.label}</div>
        {!folded && (
          <div className="dim small clip" title={stratum.owner ?? undefined}>
            {stratum.owner}
          </div>
        )}
      </div>
      <div className={styles.rows}>
        {add}
        {stratum.locked && <StratumHead band={band} folded={folded} onFold={onFold} />}
        {!folded && rows}
      </div>
    </div>
  );
}

/** The recipe that locked layers belong to; it opens at its own editor. */
function StratumHead({ band, folded, onFold }: { band: Band; folded: boolean; onFold: () => void }) {
  const { recipe, recipe_version: version, file, owner } = band.stratum;
  const count = band.items.length;
  const problems = band.items.flatMap((row) => row.layer.problems);
  const name = recipe ?? band.label;
  return (
    <div className={styles.head}>
      <span className={styles.fold} data-folded={folded}>
        <IconButton
          small
          icon="chevron"
          label={folded ? `Unfold ${name}` : `Fold ${name}`}
          aria-expanded={!folded}
          isDisabled={count === 0}
          onPress={onFold}
        />
      </span>
      {recipe !== null && file !== null ? (
        <Link
          to="/images/$recipe"
          params={{ recipe }}
          className={`clip ${styles.recipe}`}
          title={`Open ${recipe}`}
        >
          {recipe}
        </Link>
      ) : (
        <span className={`clip ${styles.recipe}`} title={name}>
          {name}
        </span>
      )}
      <span className="mono small">{version}</span>
      {folded && <span className="dim small clip">{owner}</span>}
      <span className={styles.count}>
        {folded && problems.length > 0 && (
          <SeverityMark severity={problems.some((one) => one.severity === "error") ? "error" : "warning"} />
        )}
        {count === 0 ? "no layers" : count === 1 ? "1 layer" : `${count} layers`}
      </span>
    </div>
  );
}

/** The vendor's image, on which everything lies. */
export function Bedrock({ band }: { band: Band }) {
  const { parent, owner } = band.stratum;
  return (
    <div className={styles.band} data-kind="parent" role="group" aria-label="Parent image">
      <div className={styles.side}>
        <div>Parent</div>
        <div className="dim small clip" title={parent?.publisher ?? owner ?? undefined}>
          {parent?.publisher ?? owner}
        </div>
      </div>
      <div className={styles.rows}>
        <div className={styles.bedrock} title={parent?.reference}>
          <span className="clip">{parent?.label ?? "not known"}</span>
          {parent?.architecture && <span className="dim mono small">{parent.architecture}</span>}
        </div>
      </div>
    </div>
  );
}
