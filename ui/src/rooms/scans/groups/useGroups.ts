import {
  useAsk,
  type Failure,
  type GroupBy,
  type GroupRow,
  type GroupSort,
  type FindingScope,
} from "@/contract";
import { pagesWithin, usePageRange, usePages } from "@/pieces/paging";

const PAGE = 200;

export interface Groups {
  total: number | undefined;
  rowAt: (index: number) => GroupRow | undefined;
  onRange: (from: number, to: number) => void;
  busy: boolean;
  failure: Failure | null;
  retry: () => void;
}

/** The groups of a scope, page by page. */
export function useGroups(
  scope: FindingScope,
  by: GroupBy,
  sort: { by: GroupSort; descending: boolean },
): Groups {
  const [range, onRange] = usePageRange(PAGE);
  const request = (page: number) => ({
    scope,
    by,
    sort: sort.by,
    descending: sort.descending,
    offset: page * PAGE,
    limit: PAGE,
  });
  const first = useAsk("scan.groups", request(0), { keepPrevious: true });
  const total = first.data?.total;
  const later = first.isPlaceholderData
    ? []
    : pagesWithin(range.from, Math.min(range.to, total ?? 0), PAGE).filter((page) => page > 0);
  const pages = usePages("scan.groups", request, later);
  return {
    total,
    rowAt: (index) =>
      index < PAGE ? first.data?.groups[index] : pages.get(Math.floor(index / PAGE))?.groups[index % PAGE],
    onRange,
    busy: first.isFetching,
    failure: first.error,
    retry: () => void first.refetch(),
  };
}
