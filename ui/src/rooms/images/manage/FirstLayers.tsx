import { useState } from "react";

import { useAsk } from "@/contract";
import { Check, SearchField } from "@/parts/Field";
import { fits } from "@/pieces/ListFilter";
import { originWords } from "@/pieces/origin";

import styles from "./manage.module.css";

/** More are not drawn; typing narrows them. */
const MOST = 60;

/** The first components of a new image, in the order they are chosen. */
export function FirstLayers(props: {
  /** The recipe of the workspace it stands on. */
  parent: string | null;
  platform: string | null;
  chosen: string[];
  onChange: (references: string[]) => void;
}) {
  const { parent, platform, chosen, onChange } = props;
  const [query, setQuery] = useState("");
  const components = useAsk("component.list", {}).data?.components ?? [];
  const below = useAsk("recipe.get", { recipe: parent ?? "" }, { enabled: parent !== null }).data;
  const laid = new Set(below?.strata.flatMap((stratum) => stratum.layers.map((layer) => layer.name)) ?? []);
  const wanted = platform ?? below?.platform ?? null;
  const found = components.filter(
    (one) =>
      (wanted === null || one.platform === null || one.platform === wanted) &&
      !laid.has(one.name) &&
      fits(query, one.name, one.description, one.owner),
  );
  const shown = found.slice(0, MOST);
  const names = chosen.map(
    (reference) => components.find((one) => one.reference === reference)?.name ?? reference,
  );
  return (
    <>
      <div className={styles.step}>
        <h3>First layers</h3>
        <span className="clip dim small" title={names.join(", ")}>
          {names.length > 0 ? names.join(", ") : "optional"}
        </span>
      </div>
      <SearchField label="Search components" value={query} onChange={setQuery} />
      <div className={styles.checks} role="group" aria-label="First layers">
        {shown.map((one) => (
          <Check
            key={one.reference}
            on={chosen.includes(one.reference)}
            onChange={(on) =>
              onChange(on ? [...chosen, one.reference] : chosen.filter((other) => other !== one.reference))
            }
          >
            <span className="clip" title={one.description ?? one.name}>
              {one.name}
            </span>
            <span className="mono small dim">{one.version}</span>
            <span className={styles.origin}>{one.test ? "test" : originWords(one.origin)}</span>
          </Check>
        ))}
        {found.length > shown.length && (
          <p className="dim small">and {found.length - shown.length} more; type to narrow them</p>
        )}
        {found.length === 0 && <p className="dim">No component that fits answers to that.</p>}
      </div>
    </>
  );
}
