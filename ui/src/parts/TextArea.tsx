import { Label, TextArea as AriaTextArea, TextField } from "react-aria-components";

import styles from "./field.module.css";

/** Lines of text, in mono, that take the height they are given. */
export function TextArea(props: {
  label: string;
  value: string;
  onChange: (value: string) => void;
  placeholder?: string;
}) {
  return (
    <TextField className={`${styles.field} ${styles.tall}`} value={props.value} onChange={props.onChange}>
      <Label className={styles.label ?? ""}>{props.label}</Label>
      <AriaTextArea
        className={`${styles.input} ${styles.mono} ${styles.area}`}
        spellCheck={false}
        autoComplete="off"
        wrap="off"
        placeholder={props.placeholder ?? ""}
      />
    </TextField>
  );
}
