import type { PaletteEntry } from "@/contract";
import { Button } from "@/parts/Button";
import { useRemembered } from "@/parts/remembered";

import styles from "./palette.module.css";

/** Names for one reason that are listed at most. */
const MOST = 12;

/** What cannot be laid here, by the reason. */
export function Unfit({ unfit }: { unfit: [reason: string, entries: PaletteEntry[]][] }) {
  const [shown, setShown] = useRemembered("palette.unfit", true);
  const count = unfit.reduce((sum, [, entries]) => sum + entries.length, 0);
  return (
    <section aria-label="Do not fit here">
      <div className={styles.apart}>
        <h3>
          Do not fit here <span>{count.toLocaleString("en")}</span>
        </h3>
        <Button look="link" aria-expanded={shown} onPress={() => setShown(!shown)}>
          {shown ? "Hide" : "Show"}
        </Button>
      </div>
      {shown &&
        unfit.map(([reason, entries]) => (
          <div key={reason} className={styles.unfit}>
            <p className="foreign small">{reason}</p>
            <ul>
              {entries.slice(0, MOST).map((entry) => (
                <li key={entry.reference} className="clip" title={entry.name}>
                  {entry.name}
                </li>
              ))}
              {entries.length > MOST && (
                <li className="dim">and {(entries.length - MOST).toLocaleString("en")} more</li>
              )}
            </ul>
          </div>
        ))}
    </section>
  );
}
