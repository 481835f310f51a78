import { Radio, RadioGroup } from "react-aria-components";

import type { Choice } from "./Field";
import styles from "./pills.module.css";

/** A few short choices that wrap, one of which holds: a filter above a list. */
export function Pills<K extends string>(props: {
  label: string;
  value: K;
  choices: Choice<K>[];
  onChange: (key: K) => void;
}) {
  return (
    <RadioGroup
      aria-label={props.label}
      orientation="horizontal"
      value={props.value}
      onChange={(key) => props.onChange(key as K)}
      className={styles.pills ?? ""}
    >
      {props.choices.map((choice) => (
        <Radio key={choice.key} value={choice.key} className={styles.pill ?? ""}>
          {choice.label}
          {choice.note && <span className={styles.note}>{choice.note}</span>}
        </Radio>
      ))}
    </RadioGroup>
  );
}
