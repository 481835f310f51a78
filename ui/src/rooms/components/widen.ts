import { useParams, useSearch } from "@tanstack/react-router";

import { useRemembered } from "@/parts/remembered";

/** Whether a document is to have the room of the list as well. */
export const useWiden = () => useRemembered("components.wide", false);

/** Whether the document on screen has it: two texts beside each other always need it. */
export function useAlone(): boolean {
  const { component } = useParams({ strict: false });
  const { beside } = useSearch({ strict: false });
  const [wide] = useWiden();
  return component !== undefined && (wide || beside !== undefined);
}
