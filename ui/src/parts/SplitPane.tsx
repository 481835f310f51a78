import { useRef, type KeyboardEvent, type PointerEvent, type ReactNode } from "react";

import { useRemembered } from "./remembered";
import styles from "./split.module.css";

export interface SplitPaneProps {
  /** Remembers the size and whether it is folded. */
  name: string;
  /** Spoken for the divider. */
  label: string;
  /** Which side has the size; the other takes the rest. */
  side: "start" | "end" | "bottom";
  /** Makes pane and divider one landmark of this name. */
  landmark?: { element: "nav" | "section"; name: string };
  /** In pixels. */
  initial: number;
  min: number;
  max: number;
  /** The sized pane; without it only the rest is shown. */
  pane: ReactNode | null;
  /** The sized pane has all the room; the rest stays as it is, unseen. */
  alone?: boolean;
  children: ReactNode;
}

/** Two panes with a divider that is dragged, moved with the arrow keys, and reset with a double click. */
export function SplitPane({
  name,
  label,
  side,
  landmark,
  initial,
  min,
  max,
  pane,
  alone = false,
  children,
}: SplitPaneProps) {
  const [size, setSize] = useRemembered(`split.${name}`, initial);
  const start = useRef<{ at: number; size: number } | null>(null);
  const upright = side !== "bottom";
  const towards = side === "start" ? 1 : -1;
  const clamp = (wanted: number) => Math.round(Math.min(max, Math.max(min, wanted)));
  const shown = clamp(size);

  const down = (event: PointerEvent<HTMLDivElement>) => {
    event.currentTarget.setPointerCapture(event.pointerId);
    start.current = { at: upright ? event.clientX : event.clientY, size: shown };
  };
  const move = (event: PointerEvent<HTMLDivElement>) => {
    if (!start.current) return;
    const at = upright ? event.clientX : event.clientY;
    setSize(clamp(start.current.size + towards * (at - start.current.at)));
  };
  const key = (event: KeyboardEvent) => {
    const grow = upright ? "ArrowRight" : "ArrowDown";
    const shrink = upright ? "ArrowLeft" : "ArrowUp";
    if (event.key === grow) setSize(clamp(shown + 16 * towards));
    else if (event.key === shrink) setSize(clamp(shown - 16 * towards));
    else if (event.key === "Home") setSize(min);
    else if (event.key === "End") setSize(max);
    else return;
    event.preventDefault();
  };

  const sized = pane !== null && (
    <div
      className={alone ? styles.rest : styles.sized}
      style={alone ? {} : upright ? { width: shown } : { height: shown }}
    >
      {pane}
    </div>
  );
  const divider = pane !== null && !alone && (
    // A focusable separator with a value is a window splitter (WAI-ARIA 1.2).
    // oxlint-disable-next-line jsx-a11y/no-noninteractive-element-interactions
    <div
      className={styles.divider}
      role="separator"
      // oxlint-disable-next-line jsx-a11y/no-noninteractive-tabindex
      tabIndex={0}
      aria-label={label}
      aria-orientation={upright ? "vertical" : "horizontal"}
      aria-valuenow={shown}
      aria-valuemin={min}
      aria-valuemax={max}
      onPointerDown={down}
      onPointerMove={move}
      onPointerUp={() => (start.current = null)}
      onPointerCancel={() => (start.current = null)}
      onDoubleClick={() => setSize(initial)}
      onKeyDown={key}
    />
  );
  const ordered = side === "start" ? [sized, divider] : [divider, sized];
  const Landmark = landmark?.element ?? "section";
  const both =
    landmark && pane !== null ? (
      <Landmark aria-label={landmark.name} className={styles.landmark}>
        {ordered[0]}
        {ordered[1]}
      </Landmark>
    ) : (
      <>
        {ordered[0]}
        {ordered[1]}
      </>
    );
  return (
    <div className={`${styles.split} ${upright ? "" : styles.column}`}>
      {side === "start" && both}
      <div className={styles.rest} hidden={alone && pane !== null}>
        {children}
      </div>
      {side !== "start" && both}
    </div>
  );
}
