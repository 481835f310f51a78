import { useState } from "react";
import {
  Autocomplete,
  Button,
  Dialog,
  DialogTrigger,
  Header,
  Menu,
  MenuItem,
  MenuSection,
  Popover,
} from "react-aria-components";

import { SearchField } from "./Field";
import { Icon } from "./icons";
import menu from "./menu.module.css";
import styles from "./search-select.module.css";

export interface SearchChoice {
  key: string;
  title: string;
  /** At the end of the line. */
  note?: string | undefined;
  /** Below the title. */
  about?: string | undefined;
}

export interface SearchSelectProps {
  label: string;
  /** What is chosen, in words. */
  shown: string;
  value: string | null;
  /** What there is for a query, in groups; an empty query gets everything. */
  groupsFor: (query: string) => { title: string; choices: SearchChoice[] }[];
  onChange: (key: string) => void;
  placeholder: string;
  /** In place of the list when nothing matches. */
  empty: string;
}

/** One of very many, found by typing. */
export function SearchSelect(props: SearchSelectProps) {
  const { label, shown, value, groupsFor, onChange, placeholder, empty } = props;
  const [open, setOpen] = useState(false);
  const [query, setQuery] = useState("");
  const show = (next: boolean) => {
    setOpen(next);
    if (next) setQuery("");
  };
  return (
    <DialogTrigger isOpen={open} onOpenChange={show}>
      <Button className={styles.button ?? ""} aria-label={`${label}: ${shown}`}>
        <span className={styles.label}>{label}</span>
        <span className="clip">{shown}</span>
        <Icon name="down" size={12} />
      </Button>
      <Popover className={`${menu.popover} ${styles.popover}`} placement="bottom start" offset={4}>
        <Dialog className={styles.dialog ?? ""} aria-label={label}>
          {open && (
            <Choices
              {...{ label, value, placeholder, empty, query }}
              groups={groupsFor(query)}
              onQuery={setQuery}
              onChoose={(key) => {
                setOpen(false);
                onChange(key);
              }}
            />
          )}
        </Dialog>
      </Popover>
    </DialogTrigger>
  );
}

function Choices(props: {
  label: string;
  value: string | null;
  placeholder: string;
  empty: string;
  query: string;
  groups: { title: string; choices: SearchChoice[] }[];
  onQuery: (query: string) => void;
  onChoose: (key: string) => void;
}) {
  const { label, value, placeholder, empty, query, groups, onQuery, onChoose } = props;
  return (
    <Autocomplete inputValue={query} onInputChange={onQuery}>
      <div className={styles.search}>
        <SearchField label={placeholder} value={query} onChange={onQuery} autoFocus />
      </div>
      <Menu
        className={menu.list ?? ""}
        aria-label={label}
        selectionMode="single"
        selectedKeys={value === null ? [] : [value]}
        onAction={(key) => onChoose(String(key))}
        renderEmptyState={() => <p className={styles.empty}>{empty}</p>}
      >
        {groups.map((group) => (
          <MenuSection key={group.title}>
            <Header className={menu.heading ?? ""}>{group.title}</Header>
            {group.choices.map((choice) => (
              <MenuItem
                key={choice.key}
                id={choice.key}
                textValue={choice.title}
                className={`${menu.item} ${styles.choice}`}
              >
                <span className={styles.line}>
                  <span className="clip" title={choice.title}>
                    {choice.title}
                  </span>
                  {choice.note !== undefined && <span className={menu.note}>{choice.note}</span>}
                </span>
                {choice.about !== undefined && <span className={`clip ${styles.about}`}>{choice.about}</span>}
              </MenuItem>
            ))}
          </MenuSection>
        ))}
      </Menu>
    </Autocomplete>
  );
}
