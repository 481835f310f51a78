import { useNavigate } from "@tanstack/react-router";

import type { StaleOverlay } from "@/contract";
import { Button } from "@/parts/Button";
import { Notice } from "@/parts/states";

/** The golden image below has moved on: what there is, what this stands on, and the way to take it. */
export function StaleNotice({ stale }: { stale: StaleOverlay }) {
  const navigate = useNavigate();
  return (
    <Notice
      tone="warn"
      actions={
        <Button
          small
          onPress={() =>
            void navigate({
              to: "/images/$recipe",
              params: { recipe: stale.recipe },
              search: { tab: "compare", update: 1 },
            })
          }
        >
          Review update…
        </Button>
      }
    >
      <span title={stale.why}>
        <b className="foreign">
          {stale.golden} {stale.newest}
        </b>{" "}
        is out; this stands on {stale.stands_on}.
      </span>
    </Notice>
  );
}
