import { useVirtualizer } from "@tanstack/react-virtual";
import { useEffect, useRef, useState } from "react";

import { Button } from "@/parts/Button";
import { localClock, utcTime } from "@/parts/time";
import { pagesWithin, usePages } from "@/pieces/paging";

import styles from "./runs.module.css";

const ROW = 19;
/** Lines asked for at once; the contract allows 1,000. */
const PAGE = 500;
/** Longer lines are cut on screen: one of a megabyte would make every frame slow. */
const LONGEST = 4000;
/** Pixels from the end within which the reader is taken to be at the end. */
const NEAR = 30;

export interface LogProps {
  run: string;
  /** Lines the run has, as last heard. */
  count: number;
  /** Begin at the end and stay there: where news, or the failure, will be. */
  tail: boolean;
}

/** The log of a run. It stays at its end while lines come in, unless the reader scrolled up. */
export function Log({ run, count, tail }: LogProps) {
  "use no memo"; // TanStack Virtual's instance changes within while staying the same object.
  const scroller = useRef<HTMLDivElement>(null);
  const [atEnd, setAtEnd] = useState(tail);
  const [seen, setSeen] = useState(count);
  const [range, setRange] = useState({ from: tail ? Math.max(0, count - 100) : 0, to: tail ? count : 100 });

  const pages = usePages(
    "run.logs",
    (page) => ({ run, offset: page * PAGE, limit: PAGE }),
    pagesWithin(range.from, Math.max(range.to, 1), PAGE),
  );
  const total = Math.max(count, ...[...pages.values()].map((page) => page.total));
  const virtual = useVirtualizer({
    count: total,
    getScrollElement: () => scroller.current,
    estimateSize: () => ROW,
    overscan: 30,
  });
  const items = virtual.getVirtualItems();
  const from = items[0]?.index ?? 0;
  const to = (items.at(-1)?.index ?? 0) + 1;
  if (items.length > 0 && (from !== range.from || to !== range.to)) setRange({ from, to });

  useEffect(() => {
    if (atEnd && total > 0) {
      virtual.scrollToIndex(total - 1, { align: "end" });
      setSeen(total);
    }
  }, [atEnd, total, virtual]);

  const onScroll = () => {
    const node = scroller.current;
    if (node) setAtEnd(node.scrollHeight - node.scrollTop - node.clientHeight < NEAR);
  };
  const news = total - seen;
  return (
    <section className={styles.log} aria-label="Log">
      <div className={styles.logHead}>
        <h3>Log</h3>
        <span className="dim small figures">
          {total === 1 ? "1 line" : `${total.toLocaleString("en")} lines`}
        </span>
        {!atEnd && total > 0 && (
          <Button small look="quiet" icon="down" onPress={() => setAtEnd(true)}>
            {tail && news > 0 ? `${news} new ${news === 1 ? "line" : "lines"}` : "To the end"}
          </Button>
        )}
      </div>
      <div
        className={styles.lines}
        ref={scroller}
        role="log"
        aria-label="Log lines"
        aria-live="off"
        // A log is read by scrolling.
        // oxlint-disable-next-line jsx-a11y/no-noninteractive-tabindex
        tabIndex={0}
        onScroll={onScroll}
      >
        {total === 0 && (
          <p className={`dim ${styles.noLines}`}>Lines appear when the first step writes some.</p>
        )}
        <div style={{ height: virtual.getTotalSize() }} className={styles.sheet}>
          {items.map((item) => {
            const line = pages.get(Math.floor(item.index / PAGE))?.lines[item.index % PAGE];
            return (
              <div
                key={item.key}
                className={styles.line}
                style={{ transform: `translateY(${item.start}px)` }}
              >
                {line && (
                  <>
                    <time dateTime={line.time} title={utcTime(line.time)}>
                      {localClock(line.time)}
                    </time>
                    <span>{plain(line.message)}</span>
                  </>
                )}
              </div>
            );
          })}
        </div>
      </div>
    </section>
  );
}

// What terminals take as colours and movements is noise here.
// oxlint-disable-next-line no-control-regex
const TERMINAL = /\u001b\[[0-9;?]*[A-Za-z]|[\u0000-\u0008\u000b-\u001f\u007f]/g;

/** A line as text: without terminal codes, and not longer than a screen can hold. */
export function plain(message: string): string {
  const text = message.slice(0, LONGEST + 1).replace(TERMINAL, "");
  return message.length > LONGEST ? `${text.slice(0, LONGEST)} …` : text;
}
