import type { ReactElement } from "react";
import { Tooltip, TooltipTrigger } from "react-aria-components";

import styles from "./button.module.css";

/** A tooltip for a React Aria control. Says nothing that is not also in the control's name or nearby text. */
export function Tip({
  text,
  keys,
  children,
}: {
  text: string;
  keys?: string | undefined;
  children: ReactElement;
}) {
  return (
    <TooltipTrigger delay={500} closeDelay={0}>
      {children}
      <Tooltip className={styles.tip ?? ""} offset={6}>
        {text}
        {keys && <kbd>{keys}</kbd>}
      </Tooltip>
    </TooltipTrigger>
  );
}
