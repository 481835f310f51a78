import type { KeyboardEvent, ReactNode, Ref } from "react";
import {
  Button,
  Checkbox,
  FieldError,
  Input,
  Label,
  ListBox,
  ListBoxItem,
  Popover,
  Radio,
  RadioGroup,
  SearchField as AriaSearchField,
  Select as AriaSelect,
  SelectValue,
  Switch as AriaSwitch,
  Text,
  TextField as AriaTextField,
} from "react-aria-components";

import { useCommitted } from "./committed";
import styles from "./field.module.css";
import { Icon } from "./icons";
import menu from "./menu.module.css";

interface Described {
  label: ReactNode;
  /** Keeps the label, then a text, for screen readers only. */
  quiet?: boolean;
  /** Short word behind the label, for example `required`. */
  mark?: string | undefined;
  note?: ReactNode;
  error?: ReactNode | undefined;
}

export interface TextFieldProps extends Described {
  value: string;
  onChange?: (value: string) => void;
  placeholder?: string;
  mono?: boolean;
  disabled?: boolean;
  readOnly?: boolean;
  autoFocus?: boolean;
  onKeyDown?: (event: KeyboardEvent) => void;
  onBlur?: () => void;
  inputRef?: Ref<HTMLInputElement>;
}

/** React Aria keeps keys that a field listens to from everybody else; the shortcuts of the program must get them. */
function passingOn(listen: (event: KeyboardEvent) => void) {
  return (event: KeyboardEvent & { continuePropagation?: () => void }) => {
    listen(event);
    event.continuePropagation?.();
  };
}

/** A line of text with its label, note and error. */
export function TextField(props: TextFieldProps) {
  const { label, quiet, mark, note, error, value, mono, disabled, readOnly, placeholder, inputRef } = props;
  return (
    <AriaTextField
      className={styles.field ?? ""}
      value={value}
      isInvalid={error !== undefined}
      isDisabled={disabled ?? false}
      isReadOnly={readOnly ?? false}
      {...(quiet ? { "aria-label": String(label) } : {})}
      {...(props.onChange ? { onChange: props.onChange } : {})}
      {...(props.onBlur ? { onBlur: props.onBlur } : {})}
      {...(props.onKeyDown ? { onKeyDown: passingOn(props.onKeyDown) as never } : {})}
    >
      {!quiet && (
        <Label className={styles.label ?? ""}>
          {label}
          {mark && <span className={styles.mark}> {mark}</span>}
        </Label>
      )}
      <Input
        className={`${styles.input} ${mono ? styles.mono : ""}`}
        spellCheck={false}
        autoComplete="off"
        dir="auto"
        autoFocus={props.autoFocus ?? false}
        {...(placeholder === undefined ? {} : { placeholder })}
        {...(inputRef ? { ref: inputRef } : {})}
      />
      {error !== undefined && <FieldError className={styles.error ?? ""}>{error}</FieldError>}
      {note && (
        <Text slot="description" className={styles.note ?? ""}>
          {note}
        </Text>
      )}
    </AriaTextField>
  );
}

export interface CommittedFieldProps extends Omit<TextFieldProps, "onChange" | "onBlur" | "onKeyDown"> {
  /** Called with what was typed: on Enter, on leaving, and when typing pauses. */
  onCommit: (value: string) => void;
  /** Milliseconds of pause after which typing counts; without it only Enter and leaving do. */
  pause?: number;
}

/**
 * A field that holds what is typed until it is committed. Escape brings back the value it had when it was entered;
 * a value that changes outside shows at once unless somebody is typing.
 */
export function CommittedField({ value, onCommit, pause, ...rest }: CommittedFieldProps) {
  const field = useCommitted(value, onCommit, pause);
  return (
    <TextField
      {...rest}
      value={field.shown}
      onChange={field.change}
      onBlur={field.leave}
      onKeyDown={(event) => {
        if (event.key === "Enter") field.now();
        // Escape puts the text back, and closes nothing that the field is in.
        else if (event.key === "Escape" && field.revert()) event.preventDefault();
      }}
    />
  );
}

export interface SearchFieldProps {
  label: string;
  value: string;
  onChange: (value: string) => void;
  placeholder?: string;
  autoFocus?: boolean;
  inputRef?: Ref<HTMLInputElement>;
  onKeyDown?: (event: KeyboardEvent<HTMLInputElement>) => void;
  /** The list below whose active option the field moves. */
  list?: { id: string; active: string | undefined };
}

/** A filter that narrows what is below it as one types. */
export function SearchField({
  label,
  value,
  onChange,
  placeholder,
  autoFocus,
  inputRef,
  onKeyDown,
  list,
}: SearchFieldProps) {
  return (
    <AriaSearchField className={styles.search ?? ""} aria-label={label} value={value} onChange={onChange}>
      <Icon name="search" size={14} />
      <Input
        className={styles.input ?? ""}
        placeholder={placeholder ?? label}
        spellCheck={false}
        autoFocus={autoFocus ?? false}
        {...(inputRef ? { ref: inputRef } : {})}
        {...(onKeyDown ? { onKeyDown } : {})}
        {...(list
          ? {
              role: "combobox",
              "aria-expanded": true,
              "aria-controls": list.id,
              "aria-activedescendant": list.active,
              "aria-autocomplete": "list" as const,
            }
          : {})}
      />
      <Button className={styles.clear ?? ""} aria-label="Clear">
        <Icon name="close" size={12} />
      </Button>
    </AriaSearchField>
  );
}

export interface Choice<K extends string> {
  key: K;
  label: string;
  note?: string;
}

export interface SelectProps<K extends string> {
  label: string;
  /** Keeps the label for screen readers only. */
  quiet?: boolean;
  value: K | null;
  choices: Choice<K>[];
  onChange: (key: K) => void;
  placeholder?: string;
  disabled?: boolean;
}

export function Select<K extends string>(props: SelectProps<K>) {
  const { label, quiet, value, choices, onChange, placeholder, disabled } = props;
  return (
    <AriaSelect
      className={styles.field ?? ""}
      selectedKey={value}
      isDisabled={disabled ?? false}
      onSelectionChange={(key) => {
        if (key !== null) onChange(String(key) as K);
      }}
      {...(placeholder === undefined ? {} : { placeholder })}
      {...(quiet ? { "aria-label": label } : {})}
    >
      {!quiet && <Label className={styles.label ?? ""}>{label}</Label>}
      <Button className={styles.select ?? ""}>
        <SelectValue className="clip" />
        <Icon name="down" size={12} />
      </Button>
      <Popover className={menu.popover ?? ""}>
        <ListBox className={menu.list ?? ""}>
          {choices.map((choice) => (
            <ListBoxItem
              key={choice.key}
              id={choice.key}
              textValue={choice.label}
              className={menu.item ?? ""}
            >
              <span className="clip">{choice.label}</span>
              {choice.note && <span className={menu.note}>{choice.note}</span>}
            </ListBoxItem>
          ))}
        </ListBox>
      </Popover>
    </AriaSelect>
  );
}

export function Switch({
  label,
  on,
  onChange,
}: {
  label: string;
  on: boolean;
  onChange: (on: boolean) => void;
}) {
  return (
    <AriaSwitch className={styles.switch ?? ""} isSelected={on} onChange={onChange}>
      <span className={styles.track} />
      {label}
    </AriaSwitch>
  );
}

/** A tick box; `children` may hold a count at the end of the line. */
export function Check(props: {
  on: boolean;
  onChange: (on: boolean) => void;
  children: ReactNode;
  disabled?: boolean;
}) {
  return (
    <Checkbox
      className={styles.check ?? ""}
      isSelected={props.on}
      onChange={props.onChange}
      isDisabled={props.disabled ?? false}
    >
      <span className={styles.box}>
        <Icon name="check" size={12} />
      </span>
      {props.children}
    </Checkbox>
  );
}

/** A few choices side by side, one of which holds. */
export function Segments<K extends string>(props: {
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
      className={styles.segments ?? ""}
    >
      {props.choices.map((choice) => (
        <Radio key={choice.key} value={choice.key} className={styles.segment ?? ""}>
          {choice.label}
        </Radio>
      ))}
    </RadioGroup>
  );
}
