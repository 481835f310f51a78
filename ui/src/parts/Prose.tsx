import { Fragment } from "react";

/** A sentence in which `names` between backticks are set as code. Everything else is text, whatever it looks like. */
export function Prose({ text }: { text: string }) {
  const parts = text.split("`");
  if (parts.length % 2 === 0) {
    // A backtick without its other half is a backtick.
    const [before = "", after = ""] = parts.splice(-2);
    parts.push(`${before}\`${after}`);
  }
  return (
    <>
      {parts.map((part, index) => (
        // The parts of one text have no other identity than their place.
        // oxlint-disable-next-line react/no-array-index-key
        <Fragment key={index}>{index % 2 === 1 ? <code>{part}</code> : part}</Fragment>
      ))}
    </>
  );
}
