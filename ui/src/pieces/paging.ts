import { useQueries } from "@tanstack/react-query";

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
