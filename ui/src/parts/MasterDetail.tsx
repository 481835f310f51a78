import type { ReactNode } from "react";

import { SplitPane } from "./SplitPane";
import { useWidth } from "./useWidth";

export interface MasterDetailProps {
  /** Remembers the width of the detail. */
  name: string;
  /** Spoken for the divider. */
  label: string;
  /** Width of the detail before anybody moved the divider, in pixels. */
  initial: number;
  min: number;
  /** What the list keeps when the detail is as wide as can be, in pixels. */
  listMin: number;
  /** The list, told its width so that it can show fewer columns; it stays mounted when the detail comes and goes. */
  list: (width: number) => ReactNode;
  /** `null` while nothing is chosen. */
  detail: ReactNode | null;
  /** The detail has all the room; the list waits as it is. */
  alone?: boolean;
}

/** Before the first measurement, and where nothing is laid out. */
const ASSUMED = 1000;

/** A list and, beside it, what is chosen in it. */
export function MasterDetail(props: MasterDetailProps) {
  const { name, label, initial, min, listMin, list, detail, alone } = props;
  const [whole, wholeWidth] = useWidth(ASSUMED);
  const [rest, restWidth] = useWidth(ASSUMED);
  return (
    // Contained, so that what is inside never makes the window wider than it is.
    <div ref={whole} style={{ display: "flex", flex: 1, minWidth: 0, minHeight: 0, contain: "inline-size" }}>
      <SplitPane
        name={name}
        label={label}
        side="end"
        initial={initial}
        min={min}
        max={Math.max(min, wholeWidth - listMin)}
        pane={detail}
        alone={alone ?? false}
      >
        <div
          ref={rest}
          style={{ display: "flex", flexDirection: "column", flex: 1, minWidth: 0, minHeight: 0 }}
        >
          {list(restWidth)}
        </div>
      </SplitPane>
    </div>
  );
}
