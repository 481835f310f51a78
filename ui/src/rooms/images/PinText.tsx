import type { Pin } from "@/contract";

import styles from "./layer.module.css";

/** `1.4.2`, or `1.x.x → 1.4.2` for a wildcard. The arrow is not mono: there it is tiny. */
export function PinText({ pin }: { pin: Pin }) {
  return (
    <>
      {pin.written}
      {pin.wildcard && (
        <>
          <span className={styles.arrow}> → </span>
          {pin.resolved ?? "nothing"}
        </>
      )}
    </>
  );
}
