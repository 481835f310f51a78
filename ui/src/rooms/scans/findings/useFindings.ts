import { useQueryClient } from "@tanstack/react-query";
import { call, keyOf, useAsk, type Failure, type FindingRow, type FindingScope } from "@/contract";
import { pagesWithin, usePageRange, usePages } from "@/pieces/paging";

import type { Order } from "../address";

/** Rows asked for at once: few enough that their arrival does not hold up a scroll. */
const PAGE = 100;

export interface Findings {
  /** Of the query; `undefined` until the first answer. */
  total: number | undefined;
  rowAt: (index: number) => FindingRow | undefined;
  onRange: (from: number, to: number) => void;
  /** The rows from one to another, both included, read where they are not on screen. */
  between: (from: number, to: number) => Promise<FindingRow[]>;
  /** What is shown belongs to the query before. */
  busy: boolean;
  failure: Failure | null;
  retry: () => void;
}

/** The findings of a scope, fetched page by page as they scroll into view. */
export function useFindings(scope: FindingScope, order: Order, enabled = true): Findings {
  const client = useQueryClient();
  const [range, onRange] = usePageRange(PAGE);
  const request = (page: number) => ({
    scope,
    sort: order.by,
    descending: order.descending,
    offset: page * PAGE,
    limit: PAGE,
  });
  const first = useAsk("scan.page", request(0), { keepPrevious: true, enabled });
  const total = first.data?.total;
  // While the first page is still the one of the query before, there are no later pages to ask for.
  const later = first.isPlaceholderData
    ? []
    : pagesWithin(range.from, Math.min(range.to, total ?? 0), PAGE).filter((page) => page > 0);
  const pages = usePages("scan.page", request, later);
  return {
    total,
    rowAt: (index) =>
      index < PAGE
        ? first.data?.findings[index]
        : pages.get(Math.floor(index / PAGE))?.findings[index % PAGE],
    onRange,
    between: async (from, to) => {
      const [low, high] = [Math.min(from, to), Math.max(from, to)];
      const wanted = pagesWithin(low, high + 1, PAGE);
      const answers = await Promise.all(
        wanted.map((page) =>
          client.ensureQueryData({
            queryKey: keyOf("scan.page", request(page)),
            queryFn: () => call("scan.page", request(page)),
          }),
        ),
      );
      const start = (wanted[0] ?? 0) * PAGE;
      return answers.flatMap((answer) => answer.findings).slice(low - start, high - start + 1);
    },
    busy: first.isFetching,
    failure: first.error,
    retry: () => void first.refetch(),
  };
}
