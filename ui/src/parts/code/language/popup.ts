import { Prec, StateEffect, StateField, type Extension } from "@codemirror/state";
import { keymap, showTooltip, type EditorView, type Tooltip } from "@codemirror/view";

const setPopup = StateEffect.define<Tooltip | null>();

/** One thing at a time floats at the cursor; it goes when the text or the cursor moves. */
const shown = StateField.define<Tooltip | null>({
  create: () => null,
  update(value, transaction) {
    for (const effect of transaction.effects) if (effect.is(setPopup)) return effect.value;
    return transaction.docChanged || transaction.selection ? null : value;
  },
  provide: (field) => showTooltip.from(field),
});

export function openPopup(view: EditorView, tooltip: Tooltip): void {
  view.dispatch({ effects: setPopup.of(tooltip) });
}

/** Closes what floats and goes back to the text; `false` when nothing did. */
export function closePopup(view: EditorView): boolean {
  if (!view.state.field(shown, false)) return false;
  view.dispatch({ effects: setPopup.of(null) });
  view.focus();
  return true;
}

export const popups: Extension = [shown, Prec.highest(keymap.of([{ key: "Escape", run: closePopup }]))];
