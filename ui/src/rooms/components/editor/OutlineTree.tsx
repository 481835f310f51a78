import { useEffect, useRef, useState, type KeyboardEvent } from "react";

import type { Position, SymbolView } from "@/contract";
import { IconButton } from "@/parts/Button";
import { Icon } from "@/parts/icons";

import styles from "./outline-tree.module.css";
import {
  currentKey,
  neighbour,
  phasesOf,
  rowsOf,
  stepKey,
  stepsOf,
  type Row,
  type StepPlace,
} from "./symbols";

export interface OutlineTreeProps {
  symbols: SymbolView[];
  /** Where the cursor of the text is. */
  cursor: Position | null;
  /** Goes to a name in the text. */
  onShow: (at: Position) => void;
  /** Without these the document is read-only. */
  onMove?: ((from: StepPlace, by: -1 | 1) => void) | undefined;
  onRename?: ((at: Position) => void) | undefined;
  /** The step that was moved last: the cursor of the tree goes along with it. */
  moved: { to: StepPlace; words: string } | null;
}

/** Parameters, constants, phases and steps of a document; steps are moved with Alt and an arrow key. */
export function OutlineTree({ symbols, cursor, onShow, onMove, onRename, moved }: OutlineTreeProps) {
  const [folded, setFolded] = useState<ReadonlySet<string>>(new Set());
  const [at, setAt] = useState<string | null>(null);
  const [followed, setFollowed] = useState(moved);
  const tree = useRef<HTMLDivElement>(null);
  if (moved !== followed) {
    setFollowed(moved);
    if (moved) setAt(stepKey(moved.to));
  }
  const rows = rowsOf(symbols, folded);
  const current = cursor && currentKey(rows, cursor);
  const stop = rows.find((row) => row.key === at) ?? rows.find((row) => row.key === current) ?? rows[0];
  const counts = phasesOf(symbols).map((phase) => stepsOf(phase).length);

  useEffect(() => {
    const row = tree.current?.querySelector('[data-here="true"]');
    row?.scrollIntoView({ block: "nearest" });
  }, [current]);
  useEffect(() => {
    // The rows were drawn anew in another order: the focus stays with the step that was moved.
    if (moved && tree.current?.contains(document.activeElement)) focusRow(tree.current, stepKey(moved.to));
  }, [moved]);

  const go = (row: Row | undefined) => {
    if (!row) return;
    setAt(row.key);
    focusRow(tree.current, row.key);
  };
  const fold = (key: string, away: boolean) =>
    setFolded((before) => {
      const next = new Set(before);
      if (away) next.add(key);
      else next.delete(key);
      return next;
    });
  const onKeyDown = (event: KeyboardEvent) => {
    if (!stop) return;
    const index = rows.indexOf(stop);
    const { key } = event;
    const open = stop.level === 1 && !folded.has(stop.key);
    if (event.altKey && (key === "ArrowUp" || key === "ArrowDown")) {
      if (stop.step) onMove?.(stop.step, key === "ArrowUp" ? -1 : 1);
    } else if (event.altKey || event.ctrlKey || event.metaKey) return;
    else if (key === "ArrowDown") go(rows[index + 1]);
    else if (key === "ArrowUp") go(rows[index - 1]);
    else if (key === "Home") go(rows[0]);
    else if (key === "End") go(rows.at(-1));
    else if (key === "ArrowRight" && stop.level === 1) {
      if (open) go(rows[index + 1]);
      else fold(stop.key, false);
    } else if (key === "ArrowLeft") {
      if (stop.level === 1) fold(stop.key, true);
      else go(rows.slice(0, index).findLast((row) => row.level === 1));
    } else if (key === "Enter" || key === " ") {
      if (stop.symbol) onShow(stop.symbol.selection.start);
      else fold(stop.key, open);
    } else if (key === "F2") {
      if (stop.symbol && stop.symbol.kind !== "phase") onRename?.(stop.symbol.selection.start);
    } else return;
    event.preventDefault();
  };
  return (
    <>
      <div
        ref={tree}
        role="tree"
        aria-label="Outline"
        aria-describedby={onMove ? "outline-keys" : undefined}
        className={styles.tree}
        onKeyDown={onKeyDown}
        // The rows have the focus; the tree itself is not a stop.
        tabIndex={-1}
      >
        {rows.map((row) => (
          <div
            key={row.key}
            data-key={row.key}
            data-here={row.key === current}
            role="treeitem"
            aria-level={row.level}
            aria-posinset={row.position}
            aria-setsize={row.siblings}
            aria-expanded={row.level === 1 ? !folded.has(row.key) : undefined}
            aria-selected={row.key === stop?.key}
            aria-current={row.key === current ? "location" : undefined}
            tabIndex={row.key === stop?.key ? 0 : -1}
            className={row.level === 1 ? styles.head : styles.leaf}
            onFocus={() => setAt(row.key)}
            onClick={() => {
              if (row.symbol) onShow(row.symbol.selection.start);
              else fold(row.key, !folded.has(row.key));
            }}
          >
            {row.level === 1 && (
              <button
                type="button"
                tabIndex={-1}
                aria-hidden="true"
                className={styles.fold}
                data-folded={folded.has(row.key)}
                onClick={(event) => {
                  event.stopPropagation();
                  fold(row.key, !folded.has(row.key));
                }}
              >
                <Icon name="down" size={10} />
              </button>
            )}
            <span className="clip" title={row.title}>
              {row.title === "" ? "without a name" : row.title}
            </span>
            {row.level === 1 ? (
              <span className={styles.count}>{row.children}</span>
            ) : (
              <span className={`clip mono small dim ${styles.detail}`} title={row.detail ?? undefined}>
                {row.detail === "" ? "empty" : row.detail}
              </span>
            )}
            {row.step && onMove && <Movers row={row} counts={counts} onMove={onMove} />}
          </div>
        ))}
      </div>
      {onMove && (
        <div id="outline-keys" className="unseen">
          Enter goes to the text, Alt with an arrow key moves a step, F2 renames.
        </div>
      )}
      <div className="unseen" role="status" aria-live="assertive">
        {moved?.words}
      </div>
    </>
  );
}

/** The same as the keys, for the pointer; shown where it rests. */
function Movers({
  row,
  counts,
  onMove,
}: {
  row: Row;
  counts: number[];
  onMove: (from: StepPlace, by: -1 | 1) => void;
}) {
  const { step } = row;
  if (!step) return null;
  return (
    // A press on a button is not a press of the row below it.
    // oxlint-disable-next-line jsx-a11y/no-static-element-interactions
    <span className={styles.movers} onClick={(event) => event.stopPropagation()}>
      {([-1, 1] as const).map((by) => (
        <IconButton
          key={by}
          small
          icon={by < 0 ? "up" : "down"}
          label={`Move ${row.title} ${by < 0 ? "up" : "down"}`}
          keys={by < 0 ? "Alt ↑" : "Alt ↓"}
          excludeFromTabOrder
          isDisabled={neighbour(counts, step, by) === null}
          onPress={() => onMove(step, by)}
        />
      ))}
    </span>
  );
}

function focusRow(tree: HTMLElement | null, key: string): void {
  // The row may be drawn only after this turn.
  requestAnimationFrame(() =>
    tree?.querySelector<HTMLElement>(`[data-key="${CSS.escape(key)}"]`)?.focus({ preventScroll: false }),
  );
}
