import { Header, ListBox, ListBoxItem, ListBoxSection } from "react-aria-components";

import styles from "./choice-list.module.css";

export interface ListedChoice {
  key: string;
  title: string;
  /** At the end of the line. */
  note?: string | undefined;
  /** Below the title. */
  about?: string | undefined;
}

export interface ChoiceListProps {
  label: string;
  groups: { title: string | null; choices: ListedChoice[] }[];
  value: string | null;
  onChange: (key: string) => void;
  /** In place of the list when it is empty. */
  empty: string;
}

/** One of many, in a list that stays open. */
export function ChoiceList({ label, groups, value, onChange, empty }: ChoiceListProps) {
  return (
    <ListBox
      aria-label={label}
      className={styles.list ?? ""}
      selectionMode="single"
      selectionBehavior="replace"
      disallowEmptySelection
      selectedKeys={value === null ? [] : [value]}
      onSelectionChange={(keys) => {
        const [key] = keys === "all" ? [] : [...keys];
        if (key !== undefined) onChange(String(key));
      }}
      renderEmptyState={() => <p className="dim">{empty}</p>}
    >
      {groups
        .filter((group) => group.choices.length > 0)
        .map((group) => (
          <ListBoxSection key={group.title ?? ""} aria-label={group.title ?? label}>
            {group.title !== null && <Header className={styles.heading ?? ""}>{group.title}</Header>}
            {group.choices.map((choice) => (
              <ListBoxItem
                key={choice.key}
                id={choice.key}
                textValue={choice.title}
                className={styles.choice ?? ""}
              >
                <span className={styles.line}>
                  <span className="clip">{choice.title}</span>{" "}
                  {choice.note !== undefined && <span className={styles.note}>{choice.note}</span>}
                </span>{" "}
                {choice.about !== undefined && <span className={styles.about}>{choice.about}</span>}
              </ListBoxItem>
            ))}
          </ListBoxSection>
        ))}
    </ListBox>
  );
}
