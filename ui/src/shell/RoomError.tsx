import { Link } from "@tanstack/react-router";

import { asFailure } from "@/contract";
import { Empty } from "@/parts/states";
import { FailureView } from "@/pieces/FailureView";

/** A room that broke: the rest of the window goes on, and the room can be tried again. */
export function RoomError({ error, reset }: { error: unknown; reset: () => void }) {
  return <FailureView failure={asFailure(error)} retry={reset} />;
}

export function NoSuchRoom() {
  return (
    <Empty title="There is nothing at this address" action={<Link to="/images">Go to the images</Link>}>
      The link may be from another version of Ingot.
    </Empty>
  );
}
