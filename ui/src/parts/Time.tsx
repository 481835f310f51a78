import { localTime, utcTime } from "./time";

/** A time of day where the reader is, UTC on hover. `at` is RFC 3339. */
export function Time({ at, prefix }: { at: string; prefix?: string }) {
  return (
    <time dateTime={at} title={utcTime(at)} className="figures">
      {prefix ? `${prefix} ` : ""}
      {localTime(at)}
    </time>
  );
}

/** Stands on everything that was read once and is shown from memory. */
export function AsOf({ at }: { at: string | null | undefined }) {
  if (!at) return <span className="dim small">never read</span>;
  return (
    <span className="dim small" style={{ whiteSpace: "nowrap" }}>
      <Time at={at} prefix="as of" />
    </span>
  );
}
