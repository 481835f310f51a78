/** The mark: an ingot with its strata. */
export function Mark() {
  return (
    <svg width="16" height="14" viewBox="0 0 16 14" aria-hidden="true" focusable="false">
      <path d="M3.8 1h8.4l3 11.5H.8z" fill="var(--gold)" />
      <path d="M4.5 4.8h7M3.5 8.6h9" stroke="var(--panel)" strokeWidth="1.3" />
    </svg>
  );
}
