import { newStore } from "./store";

export interface ToastAction {
  label: string;
  act: () => void;
}

export interface Toast {
  id: number;
  text: string;
  tone: "plain" | "bad";
  /** A toast exists because there is something to do about it. */
  action: ToastAction;
}

export const toasts = newStore<Toast[]>([]);
let next = 1;

/** Says that something happened elsewhere, and offers what to do about it. Stays until it is answered. */
export function toast(text: string, action: ToastAction, tone: Toast["tone"] = "plain"): void {
  toasts.set((before) => [...before.slice(-2), { id: next++, text, tone, action }]);
}

export function dismiss(id: number): void {
  toasts.set((before) => before.filter((other) => other.id !== id));
}
