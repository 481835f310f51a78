import type { ReactNode } from "react";

import type { FacetCount, Facets } from "@/contract";
import { Check } from "@/parts/Field";

import { LAYER_WORDS, withChoice, withSeverity, type Filter } from "./filter";
import { LayerSquare } from "./Layer";
import styles from "./scans.module.css";
import { SEVERITIES } from "./severities";
import { SeveritySign } from "./Severity";

export interface FacetColumnProps {
  /** `undefined` until the first answer. */
  facets: Facets | undefined;
  filter: Filter;
  onChange: (filter: Filter) => void;
}

const countOf = (counts: FacetCount[] | undefined, value: string | null): number | undefined =>
  counts && (counts.find((one) => one.value === value)?.count ?? 0);

/** What there is of each kind under the other conditions, and the ticks that narrow the list. */
export function FacetColumn({ facets, filter, onChange }: FacetColumnProps) {
  return (
    <div className={styles.facets} role="group" aria-label="Narrow the findings">
      <Facet title="Severity">
        {SEVERITIES.map(({ name, word }) => (
          <Value
            key={name}
            on={filter.severity.includes(name)}
            count={countOf(facets?.severity, name)}
            onChange={() => onChange(withSeverity(filter, name))}
          >
            <SeveritySign name={name} />
            {word}
          </Value>
        ))}
      </Facet>
      <YesNo
        title="Fix"
        words={["Available", "None"]}
        counts={facets?.fix}
        value={filter.fix}
        onChange={(value) => onChange(withChoice(filter, "fix", value))}
      />
      <YesNo
        title="Exploited"
        words={["Yes", "No"]}
        counts={facets?.exploited}
        value={filter.exploited}
        onChange={(value) => onChange(withChoice(filter, "exploited", value))}
      />
      <Facet title="Layer">
        {(["golden", "overlay", "unknown"] as const).map((layer) => (
          <Value
            key={layer}
            on={filter.layer === layer}
            count={countOf(facets?.layer, layer)}
            onChange={() => onChange(withChoice(filter, "layer", layer))}
          >
            <LayerSquare layer={layer} />
            {layer === "unknown" ? "Not known" : LAYER_WORDS[layer]}
          </Value>
        ))}
      </Facet>
    </div>
  );
}

function Facet({ title, children }: { title: string; children: ReactNode }) {
  return (
    <div className={styles.facet} role="group" aria-label={title}>
      <h2>{title}</h2>
      {children}
    </div>
  );
}

function YesNo(props: {
  title: string;
  words: [yes: string, no: string];
  counts: FacetCount[] | undefined;
  value: boolean | null;
  onChange: (value: boolean) => void;
}) {
  const { title, words, counts, value, onChange } = props;
  const silent = countOf(counts, null) ?? 0;
  return (
    <Facet title={title}>
      <Value on={value === true} count={countOf(counts, "yes")} onChange={() => onChange(true)}>
        {words[0]}
      </Value>
      <Value on={value === false} count={countOf(counts, "no")} onChange={() => onChange(false)}>
        {words[1]}
      </Value>
      {silent > 0 && (
        <div className={styles.silent} title="The source of the report does not say">
          <span>Not in source</span>
          <span className="figures">{silent.toLocaleString("en")}</span>
        </div>
      )}
    </Facet>
  );
}

function Value(props: { on: boolean; count: number | undefined; onChange: () => void; children: ReactNode }) {
  const { on, count, onChange, children } = props;
  return (
    <div className={styles.value} data-none={count === 0 && !on}>
      <Check on={on} onChange={onChange}>
        {children} <span className={`figures ${styles.number}`}>{count?.toLocaleString("en")}</span>
      </Check>
    </div>
  );
}
