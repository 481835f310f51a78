import { useQueries } from "@tanstack/react-query";
import { useState } from "react";

import { call, keyOf, type CommandName, type Request, type Response } from "@/contract";

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
 * another page.
 */
export function usePageRange(size: number): [PageRange, (from: number, to: number) => void] {
  const [range, setRange] = useState<PageRange>({ from: 0, to: size });
  const follow = (from: number, to: number) => {
    const next = widened(from, to, size);
    setRange((before) => (before.from === next.from && before.to === next.to ? before : next));
  };
  return [range, follow];
}

/** The whole pages of `size` rows that hold the rows from `from` up to, not including, `to`. */
export function widened(from: number, to: number, size: number): PageRange {
  return { from: Math.floor(Math.max(0, from) / size) * size, to: Math.ceil(Math.max(1, to) / size) * size };
}
