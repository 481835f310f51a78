import type { VersionAdvice } from "@/contract";

/** What is to be known of a version before it is published. */
export function adviceWords(advice: VersionAdvice): string {
  const { published, needed, automatic, current, reasons } = advice;
  if (automatic) {
    return `AWS numbers it: each publish gets the next free version of ${current}${published ? `; the newest is ${published}` : ""}.`;
  }
  if (published === null) return "No version of it was read from AWS.";
  if (needed) {
    const why = reasons.length > 0 ? `: ${reasons.join("; ")}` : "";
    return `${published} is published, and this differs from it${why}. A published version never changes, so this needs the next one.`;
  }
  return `The newest that is published is ${published}.`;
}

/** `Patch 1.4.1` */
export function nextWords({ size, version }: VersionAdvice["next"][number]): string {
  return `${size.charAt(0).toUpperCase()}${size.slice(1)} ${version}`;
}
