import type { ReactElement, ReactNode } from "react";
import { Header, Menu as AriaMenu, MenuItem, MenuSection, MenuTrigger, Popover } from "react-aria-components";

import { Icon } from "./icons";
import styles from "./menu.module.css";

export interface MenuEntry {
  id: string;
  label: string;
  note?: ReactNode;
  checked?: boolean;
  disabled?: boolean;
  danger?: boolean;
  act: () => void;
}

export interface MenuGroup {
  id: string;
  title?: string;
  entries: MenuEntry[];
}

/** A menu that opens from `children`, a React Aria button. */
export function Menu({
  label,
  groups,
  at = "end",
  children,
}: {
  label: string;
  groups: MenuGroup[];
  /** The end of the button that it is in line with. */
  at?: "start" | "end";
  children: ReactElement;
}) {
  return (
    <MenuTrigger>
      {children}
      <Popover className={styles.popover ?? ""} placement={`bottom ${at}`} offset={4}>
        <MenuItems label={label} groups={groups} />
      </Popover>
    </MenuTrigger>
  );
}

/** What a menu offers; groups without entries are left out. */
export function MenuItems(props: {
  label: string;
  groups: MenuGroup[];
  onClose?: () => void;
  autoFocus?: boolean;
}) {
  return (
    <AriaMenu
      className={styles.list ?? ""}
      aria-label={props.label}
      // Where a button opened it, the trigger knows which entry has the focus first.
      {...(props.autoFocus ? { autoFocus: "first" as const } : {})}
      {...(props.onClose ? { onClose: props.onClose } : {})}
    >
      {props.groups
        .filter((group) => group.entries.length > 0)
        .map((group) => (
          <MenuSection key={group.id} {...(group.title ? {} : { "aria-label": group.id })}>
            {group.title && <Header className={styles.heading ?? ""}>{group.title}</Header>}
            {group.entries.map((entry) => (
              <MenuItem
                key={entry.id}
                id={entry.id}
                textValue={entry.label}
                className={styles.item ?? ""}
                isDisabled={entry.disabled ?? false}
                onAction={entry.act}
                data-look={entry.danger ? "danger" : undefined}
              >
                {entry.checked !== undefined && (
                  <span style={{ visibility: entry.checked ? "visible" : "hidden", display: "flex" }}>
                    <Icon name="check" size={14} />
                  </span>
                )}
                <span className="clip">{entry.label}</span>
                {entry.note && <span className={styles.note}>{entry.note}</span>}
              </MenuItem>
            ))}
          </MenuSection>
        ))}
    </AriaMenu>
  );
}
