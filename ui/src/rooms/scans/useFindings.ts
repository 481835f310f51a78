import { useState } from "react";

import { useAsk, type Failure, type FindingFilter, type FindingRow, type FindingSort } from "@/contract";
import { pagesWithin, usePages } from "@/pieces/paging";

/** Rows asked for at once: the most the contract allows. */
const PAGE = 200;

export interface Findings {
  /** Of the filter; `undefined` until the first answer. */
  total: number | undefined;
  rowAt: (index: number) => FindingRow | undefined;
  onRange: (from: number, to: number) => void;
  /** What is shown belongs to the filter before. */
  busy: boolean;
  failure: Failure | null;
  retry: () => void;
}

/** The findings of a filter, fetched page by page as they scroll into view. */
export function useFindings(filter: FindingFilter, sort: FindingSort, descending: boolean): Findings {
  const [range, setRange] = useState({ from: 0, to: PAGE });
  const request = (page: number) => ({ filter, sort, descending, offset: page * PAGE, limit: PAGE });
  const first = useAsk("scan.page", request(0), { keepPrevious: true });
  const total = first.data?.total;
  // While the first page is still the one of the filter before, there are no later pages to ask for.
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
    onRange: (from, to) =>
      setRange((before) => (before.from === from && before.to === to ? before : { from, to })),
    busy: first.isFetching,
    failure: first.error,
    retry: () => void first.refetch(),
  };
}
