import { Button } from "@/parts/Button";
import { Notice } from "@/parts/states";
import { newStore, useStore } from "@/parts/store";
import { useReach } from "@/pieces/session";

import styles from "./frame.module.css";

const seen = newStore<readonly string[]>([]);

/** What the program has to say once after its start. */
export function Notices() {
  const { session } = useReach();
  const put = useStore(seen);
  const shown = session?.notices.filter((notice) => !put.includes(notice)) ?? [];
  return (
    <div className={styles.notices}>
      {shown.map((notice) => (
        <Notice
          key={notice}
          tone="warn"
          actions={
            <Button small look="quiet" onPress={() => seen.set((before) => [...before, notice])}>
              Dismiss
            </Button>
          }
        >
          <span className="foreign">{notice}</span>
        </Notice>
      ))}
    </div>
  );
}
