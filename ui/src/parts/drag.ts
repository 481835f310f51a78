import type { PointerEvent as ReactPointerEvent } from "react";

import { newStore } from "./store";

// Dragging with pointer events only. After a native HTML5 drag WebKitGTK sends no `pointerdown` for the next press
// (measured in 2.50.6), so the two must never meet in one window.

/** Something carried by the pointer from a source to a list that accepts it. */
export interface Carried {
  label: string;
  payload: unknown;
  x: number;
  y: number;
  /** `true` in the one update in which it is let go. */
  dropped: boolean;
}

export const carried = newStore<Carried | null>(null);

/** Pixels a press may wander before it is a drag. */
export const THRESHOLD = 5;

/** Call from a source's `onPointerDown`. Escape lets go without dropping. */
export function carry(event: ReactPointerEvent, what: { label: string; payload: unknown }): void {
  if (event.button !== 0) return;
  const startX = event.clientX;
  const startY = event.clientY;
  const pointer = event.pointerId;
  let moving = false;

  const move = (next: PointerEvent) => {
    if (next.pointerId !== pointer) return;
    if (!moving && Math.hypot(next.clientX - startX, next.clientY - startY) < THRESHOLD) return;
    moving = true;
    carried.set({ ...what, x: next.clientX, y: next.clientY, dropped: false });
  };
  const stop = () => {
    window.removeEventListener("pointermove", move);
    window.removeEventListener("pointerup", up);
    window.removeEventListener("pointercancel", stop);
    window.removeEventListener("keydown", key, true);
    carried.set(null);
  };
  const up = (next: PointerEvent) => {
    if (next.pointerId !== pointer) return;
    if (moving) {
      carried.set({ ...what, x: next.clientX, y: next.clientY, dropped: true });
      swallowClick();
    }
    stop();
  };
  const key = (next: KeyboardEvent) => {
    if (next.key !== "Escape") return;
    next.stopPropagation();
    stop();
  };
  window.addEventListener("pointermove", move);
  window.addEventListener("pointerup", up);
  window.addEventListener("pointercancel", stop);
  window.addEventListener("keydown", key, true);
}

/** The click that follows a drag is part of it, not a press of what lies below. */
export function swallowClick(): void {
  const eat = (event: MouseEvent) => event.stopPropagation();
  window.addEventListener("click", eat, { capture: true, once: true });
  setTimeout(() => window.removeEventListener("click", eat, true), 0);
}

export interface Span {
  top: number;
  bottom: number;
}

/** Where rows `moved` land when the middle of the one that is held is at `middle`, among rows at `spans` before. */
export function landing(spans: Span[], moved: readonly number[], middle: number): number {
  return gapAt(
    spans.filter((_, index) => !moved.includes(index)),
    middle,
  );
}

/** The gap nearest to `y`, counted from above: 0 is before the first row. */
export function gapAt(spans: Span[], y: number): number {
  return spans.filter((span) => y > (span.top + span.bottom) / 2).length;
}
