/** Something that is not there, never to be taken for "no": the dash is dim and says why. */
export function Missing({ why }: { why: string }) {
  return (
    <span className="dim" title={why}>
      <span aria-hidden="true">—</span>
      <span className="unseen">{why}</span>
    </span>
  );
}
