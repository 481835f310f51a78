import type { UseQueryResult } from "@tanstack/react-query";
import type { ReactNode } from "react";

import type { Failure } from "@/contract";
import { Skeleton } from "@/parts/states";

import { FailureView } from "./FailureView";

export interface AnswerProps<T> {
  query: UseQueryResult<T, Failure>;
  /** Shown while the first answer is on its way; rows by default. */
  waiting?: ReactNode;
  children: (data: T) => ReactNode;
}

/** An answer of the workbench in each of its states. Data that is there stays when asking again fails. */
export function Answer<T>({ query, waiting, children }: AnswerProps<T>) {
  if (query.data !== undefined) return <>{children(query.data)}</>;
  if (query.error) return <FailureView failure={query.error} retry={() => void query.refetch()} />;
  return <>{waiting ?? <Skeleton />}</>;
}
