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
    window.removeEventListener("selectstart", keep, true);
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
  // What the pointer passes on its way would be marked as text.
  const keep = (next: Event) => next.preventDefault();
  window.addEventListener("selectstart", keep, true);
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

/**
 * Where rows `moved` land, as neighbours, when the one that is `held` has gone `dy` pixels from its place among rows at
 * `spans`: past each row whose middle their edge has reached.
 */
export function landing(spans: Span[], moved: readonly number[], held: number, dy: number): number {
  const own = spans[held];
  if (!own) return held;
  const half = (own.bottom - own.top) / 2;
  const height = (rows: readonly number[]) =>
    rows.reduce((sum, row) => sum + (spans[row]?.bottom ?? 0) - (spans[row]?.top ?? 0), 0);
  const top = own.top + dy - height(moved.filter((row) => row < held));
  const bottom = top + height(moved);
  return spans.filter((span, index) => {
    const middle = (span.top + span.bottom) / 2;
    return !moved.includes(index) && (index < held ? top + half >= middle : bottom - half > middle);
  }).length;
}

/** The gap nearest to `y`, counted from above: 0 is before the first row. */
export function gapAt(spans: Span[], y: number): number {
  return spans.filter((span) => y > (span.top + span.bottom) / 2).length;
}
