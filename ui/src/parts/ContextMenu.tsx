import { useRef } from "react";
import { Popover } from "react-aria-components";

import { MenuItems, type MenuGroup } from "./Menu";
import menu from "./menu.module.css";

/** A menu at a point of the window, as a right click or the menu key asks for it. */
export function ContextMenu(props: {
  label: string;
  /** `null` is closed. */
  at: { x: number; y: number } | null;
  groups: MenuGroup[];
  onClose: () => void;
}) {
  const anchor = useRef<HTMLSpanElement>(null);
  const { label, at, groups, onClose } = props;
  return (
    <>
      <span
        ref={anchor}
        aria-hidden="true"
        style={{ position: "fixed", width: 0, height: 0, left: at?.x ?? 0, top: at?.y ?? 0 }}
      />
      <Popover
        className={menu.popover ?? ""}
        aria-label={label}
        triggerRef={anchor}
        isOpen={at !== null}
        placement="bottom start"
        offset={2}
        onOpenChange={(open) => {
          if (!open) onClose();
        }}
      >
        <MenuItems label={label} groups={groups} onClose={onClose} autoFocus />
      </Popover>
    </>
  );
}
