import type { ReactNode } from "react";
import { Button as AriaButton, type ButtonProps as AriaButtonProps } from "react-aria-components";

import styles from "./button.module.css";
import { Icon, type IconName } from "./icons";
import { Tip } from "./Tip";

export interface ButtonProps extends Omit<AriaButtonProps, "className" | "style" | "children"> {
  /** `primary` at most once a view; `link` reads as text. */
  look?: "plain" | "primary" | "quiet" | "danger" | "link";
  small?: boolean;
  icon?: IconName;
  children: ReactNode;
  "data-testid"?: string;
}

/** A button whose words say what happens. */
export function Button({ look = "plain", small = false, icon, children, ...rest }: ButtonProps) {
  const names = [look === "link" ? styles.link : styles.button];
  if (look !== "plain" && look !== "link") names.push(styles[look]);
  if (small && look !== "link") names.push(styles.small);
  return (
    <AriaButton {...rest} className={names.join(" ")}>
      {icon && <Icon name={icon} size={small ? 14 : 16} />}
      {children}
    </AriaButton>
  );
}

export interface IconButtonProps extends Omit<AriaButtonProps, "className" | "style" | "children"> {
  icon: IconName;
  /** Spoken, and shown on hover or focus. */
  label: string;
  keys?: string | undefined;
  small?: boolean;
}

/** A button that shows only an icon; its name is its tooltip. */
export function IconButton({ icon, label, keys, small = false, ...rest }: IconButtonProps) {
  return (
    <Tip text={label} keys={keys}>
      <AriaButton
        {...rest}
        aria-label={label}
        className={`${styles.button} ${styles.quiet} ${styles.icon} ${small ? styles.small : ""}`}
      >
        <Icon name={icon} size={small ? 14 : 16} />
      </AriaButton>
    </Tip>
  );
}
