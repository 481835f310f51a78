import { useRef } from "react";

import { SearchField } from "@/parts/Field";

import { useAction } from "./actions";
import styles from "./list-filter.module.css";

export interface ListFilterProps {
  label: string;
  value: string;
  onChange: (value: string) => void;
}

/** The filter of a room's list, reached with the key of "Filter this list". */
export function ListFilter({ label, value, onChange }: ListFilterProps) {
  const input = useRef<HTMLInputElement>(null);
  useAction("filter.focus", () => {
    input.current?.focus();
    input.current?.select();
  });
  return (
    <div className={styles.filter}>
      <SearchField label={label} value={value} onChange={onChange} inputRef={input} />
    </div>
  );
}

/** Whether every word of `filter` occurs in one of `texts`. */
export function fits(filter: string, ...texts: (string | null)[]): boolean {
  const all = texts.join("\n").toLowerCase();
  return filter
    .toLowerCase()
    .split(/\s+/)
    .every((word) => all.includes(word));
}
