import { useMutationState } from "@tanstack/react-query";
import { useState } from "react";

import type { Failure } from "@/contract";

interface Tried {
  file: string | undefined;
  failure: Failure | null;
  at: number;
}

const ON_FILES = ["file.save", "file.undo", "file.redo", "file.discard"];

/** Why the last thing done with a file did not work, until it is dismissed or something works. */
export function useFileFailure(file: string): { failure: Failure | null; forget: () => void } {
  const tried = useMutationState<Tried>({
    filters: { predicate: (mutation) => ON_FILES.includes(String(mutation.options.mutationKey?.[0])) },
    select: ({ state }) => ({
      file: (state.variables as { file?: string } | undefined)?.file,
      failure: state.error as Failure | null,
      at: state.submittedAt,
    }),
  });
  const last = tried
    .filter((one) => one.file === file)
    .reduce<Tried | null>((newest, one) => (newest === null || one.at >= newest.at ? one : newest), null);
  const [forgotten, setForgotten] = useState(0);
  return {
    failure: last !== null && last.at > forgotten ? last.failure : null,
    forget: () => setForgotten(last?.at ?? 0),
  };
}
