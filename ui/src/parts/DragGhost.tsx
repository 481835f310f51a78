import { carried } from "./drag";
import styles from "./sortable.module.css";
import { useStore } from "./store";

/** Shows what the pointer carries; once in the page. */
export function DragGhost() {
  const what = useStore(carried);
  if (!what) return null;
  return (
    <div
      className={styles.ghost}
      style={{ transform: `translate(${what.x + 12}px, ${what.y + 8}px)` }}
      aria-hidden="true"
    >
      {what.label}
    </div>
  );
}
