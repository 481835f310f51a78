import "@/parts/base.css";

import { setPlatform } from "@/platform";
import { start } from "@/start";

import { fakePlatform } from "../fake/platform";
import { fakeWorkbench, type Trouble } from "../fake/workbench";

// `?closed` shows the first screen, `?offline` a session without AWS, `?empty` one in which nothing was read yet,
// `?slow` answers late, `?large` has a lineage of ten, a palette of two thousand and a report of a million findings,
// `?hostile` has reports that want to break the page, `?trouble=changed` (deleted, disk_full, read_only, broken) has
// edits that cannot just be saved.
const wanted = new URLSearchParams(location.search);
// The router would take it for a part of its own address, which stands behind `#`.
history.replaceState(null, "", location.pathname + location.hash);
setPlatform(
  fakePlatform(
    fakeWorkbench({
      open: !wanted.has("closed"),
      offline: wanted.has("offline"),
      trouble: (wanted.get("trouble") as Trouble | null) ?? undefined,
      large: wanted.has("large"),
      hostile: wanted.has("hostile"),
      fill: wanted.has("empty") ? "nothing" : "full",
    }),
    wanted.has("slow") ? 3000 : 0,
  ),
);
const root = document.getElementById("root");
if (root) start(root);
