import {
  useAsk,
  type ComparedRow,
  type Failure,
  type FindingChange,
  type ReportComparison,
} from "@/contract";
import { pagesWithin, usePageRange, usePages } from "@/pieces/paging";

const PAGE = 200;

export interface ComparisonPages {
  /** Counts and notes; of the first page. */
  first: ReportComparison | undefined;
  rowAt: (index: number) => ComparedRow | undefined;
  onRange: (from: number, to: number) => void;
  busy: boolean;
  failure: Failure | null;
  retry: () => void;
}

/** What changed between two reports, page by page. Nothing is asked until both are chosen. */
export function useComparison(
  before: string | undefined,
  after: string | undefined,
  query: string,
  show: FindingChange | null,
): ComparisonPages {
  const [range, onRange] = usePageRange(PAGE);
  const request = (page: number) => ({
    before: before ?? "",
    after: after ?? "",
    query: query.trim(),
    show,
    offset: page * PAGE,
    limit: PAGE,
  });
  const enabled = before !== undefined && after !== undefined;
  const first = useAsk("scan.compare", request(0), { keepPrevious: true, enabled });
  const total = first.data?.total ?? 0;
  const later =
    first.isPlaceholderData || !enabled
      ? []
      : pagesWithin(range.from, Math.min(range.to, total), PAGE).filter((page) => page > 0);
  const pages = usePages("scan.compare", request, later);
  return {
    first: enabled ? first.data : undefined,
    rowAt: (index) =>
      index < PAGE ? first.data?.rows[index] : pages.get(Math.floor(index / PAGE))?.rows[index % PAGE],
    onRange,
    busy: first.isFetching,
    failure: enabled ? first.error : null,
    retry: () => void first.refetch(),
  };
}
