import { useEffect, useRef } from "react";

/** What fields and editors still hold back while somebody types. */
const waiting = new Set<() => void>();

/** `give` hands over at once what would otherwise wait for a pause or for leaving the field. */
export function useHandOver(give: () => void): void {
  const latest = useRef(give);
  useEffect(() => {
    latest.current = give;
  });
  useEffect(() => {
    const now = () => latest.current();
    waiting.add(now);
    return () => void waiting.delete(now);
  }, []);
}

/** Hands over everything that is typed: before a save, so that it is in what is saved. */
export function handOver(): void {
  for (const give of waiting) give();
}
