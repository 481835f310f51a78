import { useAsk, type SessionView } from "@/contract";

export interface Reach {
  session: SessionView | undefined;
  /** Whether a command that needs AWS has a chance. */
  online: boolean;
  /** Why not, for a tooltip or a note; `null` when online. */
  why: string | null;
}

/** Who the program is in AWS, and whether it may talk to it. */
export function useReach(): Reach {
  const session = useAsk("session.get", {}).data;
  if (session?.connection === "offline") return { session, online: false, why: "you are working offline" };
  if (session?.connection === "unreachable")
    return { session, online: true, why: "the last call to AWS was not answered" };
  return { session, online: session !== undefined, why: null };
}
