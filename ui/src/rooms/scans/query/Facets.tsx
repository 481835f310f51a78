import type { ReactNode } from "react";

import type { Facet, Facets, FindingLayer, QueryTerm } from "@/contract";

import { LayerSquare, LAYER_WORDS } from "../report/Layer";
import { SEVERITIES } from "../report/severities";
import { SeveritySign } from "../report/Severity";
import styles from "./query.module.css";
import { heldBy, toggled, type Held } from "./rewrite";

export interface FacetColumnProps {
  /** `undefined` until the first answer. */
  facets: Facets | undefined;
  query: string;
  terms: QueryTerm[];
  onChange: (query: string) => void;
}

const TITLES: Record<string, string> = {
  severity: "Severity",
  fix: "Fix",
  kev: "CISA’s exploited list",
  exploit: "Exploit known",
  layer: "Layer",
  status: "Status",
  type: "Package manager",
  scanner: "Scanner",
  pkg: "Package",
  image: "Image",
};

/** Shown before anything was counted, in the order people ask. */
const FIRST = ["severity", "fix", "kev", "exploit", "layer", "status"];
/** Facets that say nothing while all findings agree. */
const ONLY_IF_MANY = ["scanner", "image", "type"];

/** What there is of each kind under the other conditions; a press rewrites the query. */
export function FacetColumn({ facets, query, terms, onChange }: FacetColumnProps) {
  const shown =
    facets?.facets
      .filter((facet) => !ONLY_IF_MANY.includes(facet.key) || facet.values.length > 1)
      .map(withAll) ?? FIRST.map((key) => withAll({ key, values: [], more: 0 }));
  return (
    <div className={styles.facets} role="group" aria-label="Narrow the findings">
      {shown.map((facet) => (
        <section
          key={facet.key}
          className={styles.facet}
          role="group"
          aria-label={TITLES[facet.key] ?? facet.key}
        >
          <h2>{TITLES[facet.key] ?? facet.key}</h2>
          {facet.values.map(({ value, count }) => (
            <Value
              key={value}
              name={nameOf(facet.key, value)}
              label={wordsOf(facet.key, value)}
              count={facets && count}
              held={heldBy(query, terms, facet.key, value)}
              onPress={(how) => onChange(toggled(query, terms, facet.key, value, how))}
            />
          ))}
          {facet.more > 0 && (
            <p className={styles.more}>
              {facet.more.toLocaleString("en")} more: type {facet.key}:
            </p>
          )}
        </section>
      ))}
    </div>
  );
}

/** A severity without findings is worth seeing; the order never jumps. */
function withAll(facet: Facet): Facet {
  const fixed =
    facet.key === "severity"
      ? SEVERITIES.map(({ name }) => name.toLowerCase())
      : facet.key === "layer"
        ? ["golden", "overlay", "unknown"]
        : ["fix", "kev", "exploit"].includes(facet.key)
          ? ["yes", "no"]
          : [];
  const rest = facet.values.filter(({ value }) => !fixed.includes(value));
  const count = (value: string) => facet.values.find((one) => one.value === value)?.count ?? 0;
  return { ...facet, values: [...fixed.map((value) => ({ value, count: count(value) })), ...rest] };
}

const WORDS: Record<string, Record<string, string>> = {
  fix: { yes: "Available", no: "None", partial: "For some packages" },
  kev: { yes: "Listed", no: "Not listed" },
  exploit: { yes: "Yes", no: "No" },
  status: {
    open: "Open",
    active: "Active",
    suppressed: "Suppressed",
    closed: "Closed",
    in_triage: "In triage",
    not_affected: "Not affected",
    false_positive: "False positive",
    accepted: "Accepted",
    expired: "Decision expired",
  },
};

function nameOf(key: string, value: string): string {
  if (value === "?") return "Not in this source";
  if (key === "severity") return SEVERITIES.find((one) => one.name.toLowerCase() === value)?.word ?? value;
  if (key === "layer")
    return value === "unknown" ? "Not known" : (LAYER_WORDS[value as FindingLayer] ?? value);
  return WORDS[key]?.[value] ?? value.replace(/^=/, "").replaceAll('"', "");
}

function wordsOf(key: string, value: string): ReactNode {
  const name = nameOf(key, value);
  return (
    <>
      {key === "severity" && <SeveritySign name={value.toUpperCase()} />}
      {key === "layer" && <LayerSquare layer={value as FindingLayer} />}
      <span className={value === "?" ? "clip dim" : "clip"}>{name}</span>
    </>
  );
}

function Value(props: {
  name: string;
  label: ReactNode;
  count: number | undefined;
  held: Held;
  onPress: (how: "in" | "out") => void;
}) {
  const { name, label, count, held, onPress } = props;
  return (
    <div className={styles.value} data-none={count === 0 && held === null}>
      <button
        type="button"
        role="checkbox"
        aria-checked={held === "in" ? true : held === "out" ? "mixed" : false}
        title={held === "out" ? `${name} is excluded` : name}
        onClick={(event) => onPress(event.altKey || held === "out" ? "out" : "in")}
      >
        {label} <span className={`figures ${styles.number}`}>{count?.toLocaleString("en")}</span>
      </button>
      <button
        type="button"
        className={styles.not}
        aria-label={held === "out" ? `Stop excluding ${name}` : `Exclude ${name}`}
        onClick={() => onPress("out")}
      >
        not
      </button>
    </div>
  );
}
