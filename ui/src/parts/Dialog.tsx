import type { ReactNode } from "react";
import { Dialog as AriaDialog, Heading, Modal, ModalOverlay } from "react-aria-components";

import styles from "./dialog.module.css";

export interface DialogProps {
  open: boolean;
  onClose: () => void;
  title: string;
  /** In pixels. */
  width?: number;
  /** Beside the title. */
  aside?: ReactNode;
  /** Buttons, the one that does it last; text before them goes to the left. */
  foot?: ReactNode;
  /** Something is being carried out: clicking outside and Escape do not close. */
  busy?: boolean;
  children: ReactNode;
}

export function Dialog({ open, onClose, title, width = 520, aside, foot, busy, children }: DialogProps) {
  return (
    <ModalOverlay
      className={styles.backdrop ?? ""}
      isOpen={open}
      isDismissable={!busy}
      isKeyboardDismissDisabled={busy ?? false}
      onOpenChange={(next) => {
        if (!next) onClose();
      }}
    >
      <Modal className={styles.modal ?? ""} style={{ "--dialog-width": `${width}px` } as never}>
        <AriaDialog className={styles.dialog ?? ""}>
          <div className={styles.head}>
            <Heading slot="title" level={2}>
              {title}
            </Heading>
            {aside}
          </div>
          <div className={styles.body}>{children}</div>
          {foot && <div className={styles.foot}>{foot}</div>}
        </AriaDialog>
      </Modal>
    </ModalOverlay>
  );
}

/** A floating panel near the top without head and foot, as a command palette wants it. */
export function Overlay(props: {
  open: boolean;
  onClose: () => void;
  label: string;
  width?: number;
  children: ReactNode;
}) {
  return (
    <ModalOverlay
      className={`${styles.backdrop} ${styles.top}`}
      isOpen={props.open}
      isDismissable
      onOpenChange={(next) => {
        if (!next) props.onClose();
      }}
    >
      <Modal className={styles.modal ?? ""} style={{ "--dialog-width": `${props.width ?? 620}px` } as never}>
        <AriaDialog className={styles.dialog ?? ""} aria-label={props.label}>
          {props.children}
        </AriaDialog>
      </Modal>
    </ModalOverlay>
  );
}
