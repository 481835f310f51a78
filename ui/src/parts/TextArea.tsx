import { FieldError, Label, Text, TextArea as AriaTextArea, TextField } from "react-aria-components";

import { useCommitted } from "./committed";
import type { CommittedFieldProps } from "./Field";
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

/** Lines a {@link CommittedArea} shows at least, and at most before it scrolls. */
const ROWS = { least: 3, most: 12 };

/** A {@link CommittedField} for a value of several lines; Enter is a new line, Ctrl+Enter commits. */
export function CommittedArea(props: Omit<CommittedFieldProps, "inputRef">) {
  const { label, mark, note, error, value, onCommit, pause, mono, placeholder, disabled } = props;
  const field = useCommitted(value, onCommit, pause);
  const lines = (field.shown || placeholder || "").split("\n").length;
  return (
    <TextField
      className={styles.field ?? ""}
      value={field.shown}
      isInvalid={error !== undefined}
      isDisabled={disabled ?? false}
      onChange={field.change}
      onBlur={field.leave}
      onKeyDown={(event) => {
        if (event.key === "Enter" && (event.ctrlKey || event.metaKey)) field.now();
        else if (event.key === "Escape") field.revert();
        event.continuePropagation();
      }}
    >
      <Label className={styles.label ?? ""}>
        {label}
        {mark && <span className={styles.mark}> {mark}</span>}
      </Label>
      <AriaTextArea
        className={`${styles.input} ${mono ? styles.mono : ""} ${styles.area}`}
        rows={Math.min(ROWS.most, Math.max(ROWS.least, lines))}
        spellCheck={false}
        autoComplete="off"
        wrap="off"
        placeholder={placeholder ?? ""}
      />
      {error !== undefined && <FieldError className={styles.error ?? ""}>{error}</FieldError>}
      {note && (
        <Text slot="description" className={styles.note ?? ""}>
          {note}
        </Text>
      )}
    </TextField>
  );
}
