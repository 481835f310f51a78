/** Frames that the row of the cursor may take to be drawn; then any row will do. */
const PATIENCE = 12;

/** The focus goes to the row of the cursor, as soon as it is drawn. */
export function focusStack(frame = 0): void {
  requestAnimationFrame(() => {
    const row =
      document.querySelector<HTMLElement>('[data-sort-key][data-current="true"]') ??
      (frame < PATIENCE ? null : document.querySelector<HTMLElement>('[data-sort-key][tabindex="0"]'));
    if (row) row.focus({ preventScroll: true });
    else if (frame < PATIENCE) focusStack(frame + 1);
  });
}
