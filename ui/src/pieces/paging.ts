import { useQueries } from "@tanstack/react-query";
import { useEffect, useRef, useState } from "react";

import { call, keyOf, type CommandName, type Request, type Response } from "@/contract";

/** Milliseconds between two changes of the pages asked for: who scrolls faster than this reads nothing on the way. */
const PACE = 80;
/** How long a page stays in memory after it left the screen, in milliseconds. */
const KEPT = 60_000;

/** The pages of `size` rows that hold the rows from `from` up to, not including, `to`. */
export function pagesWithin(from: number, to: number, size: number): number[] {
  const first = Math.floor(Math.max(0, from) / size);
  const last = Math.floor(Math.max(0, to - 1) / size);
  if (to <= from) return [];
  return Array.from({ length: last - first + 1 }, (_, index) => first + index);
}

/** Answers for some pages of something long; pages that left the screen stay in memory for a while. */
export function usePages<K extends CommandName>(
  name: K,
  requestOf: (page: number) => Request<K>,
  pages: number[],
): ReadonlyMap<number, Response<K>> {
  const answers = useQueries({
    queries: pages.map((page) => ({
      queryKey: keyOf(name, requestOf(page)),
      queryFn: () => call(name, requestOf(page)),
      gcTime: KEPT,
    })),
  });
  const loaded = new Map<number, Response<K>>();
  answers.forEach((answer, index) => {
    const page = pages[index];
    if (page !== undefined && answer.data !== undefined) loaded.set(page, answer.data as Response<K>);
  });
  return loaded;
}

export interface PageRange {
  from: number;
  to: number;
}

/**
 * The rows on screen, widened to whole pages, so that whoever shows a list is drawn again only when it scrolls into
 * another page; in a fast scroll only now and then, and where it ends.
 */
export function usePageRange(size: number): [PageRange, (from: number, to: number) => void] {
  const [range, setRange] = useState<PageRange>({ from: 0, to: size });
  const pace = useRef({ wanted: range, changed: -PACE, timer: 0 });
  useEffect(() => {
    const { current } = pace;
    return () => window.clearTimeout(current.timer);
  }, []);
  const follow = (from: number, to: number) => {
    const { current } = pace;
    const next = widened(from, to, size);
    if (next.from === current.wanted.from && next.to === current.wanted.to) return;
    current.wanted = next;
    window.clearTimeout(current.timer);
    const take = () => {
      current.changed = performance.now();
      setRange(next);
    };
    const wait = current.changed + PACE - performance.now();
    if (wait <= 0) take();
    else current.timer = window.setTimeout(take, wait);
  };
  return [range, follow];
}

/** The whole pages of `size` rows that hold the rows from `from` up to, not including, `to`. */
export function widened(from: number, to: number, size: number): PageRange {
  return { from: Math.floor(Math.max(0, from) / size) * size, to: Math.ceil(Math.max(1, to) / size) * size };
}
