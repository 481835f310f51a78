import { defaultRangeExtractor, useVirtualizer } from "@tanstack/react-virtual";
import { useId, useRef, useState, type KeyboardEvent } from "react";

import { useAsk, type RunOrder, type RunStep } from "@/contract";
import { CopyText } from "@/parts/CopyButton";
import { SearchField, Switch } from "@/parts/Field";
import { Answer } from "@/pieces/Answer";
import { useGoToPlace } from "@/pieces/place";

import styles from "./order.module.css";
import { OrderLine } from "./OrderLine";
import { linesOf, stepped, stepText, textOf, unreadWords, wordsOf, type Line } from "./runOrder";

/** Heights in pixels, as in the style sheet. */
const HEIGHT: Record<Line["kind"], number> = { stage: 34, layer: 28, step: 26, none: 30 };
const HEADS = HEIGHT.stage + HEIGHT.layer;

/** What Image Builder will execute, top to bottom in time. */
export function RunOrderView({ recipe }: { recipe: string }) {
  const order = useAsk("recipe.run_order", { recipe });
  return <Answer query={order}>{(data) => <Order order={data} recipe={recipe} />}</Answer>;
}

function Order({ order, recipe }: { order: RunOrder; recipe: string }) {
  "use no memo"; // TanStack Virtual's instance changes within while staying the same object.
  const goTo = useGoToPlace();
  const id = useId();
  const scroller = useRef<HTMLDivElement>(null);
  const [query, setQuery] = useState("");
  const [inherited, setInherited] = useState(true);
  const [activeKey, setActiveKey] = useState<string | null>(null);
  const { lines, shown, total } = linesOf(order, { query, inherited });
  const found = lines.findIndex((line) => line.kind === "step" && line.key === activeKey);
  const active = found < 0 ? null : found;
  const words = wordsOf(query);
  const unread = unreadWords(order, inherited);

  const virtual = useVirtualizer({
    count: lines.length,
    getScrollElement: () => scroller.current,
    estimateSize: (index) => HEIGHT[lines[index]?.kind ?? "step"],
    getItemKey: (index) => lines[index]?.key ?? index,
    overscan: 14,
    scrollPaddingStart: HEADS,
    // What a screen reader is told to look at has to be there.
    rangeExtractor: (range) => {
      const rows = defaultRangeExtractor(range);
      return active === null || rows.includes(active) ? rows : [...rows, active].sort((a, b) => a - b);
    },
  });

  const open = ({ file, line }: RunStep) => {
    if (file !== null) goTo({ file, line: line ?? undefined });
  };
  const onKeyDown = (event: KeyboardEvent<HTMLElement>, inField: boolean) => {
    if (event.altKey || event.metaKey) return;
    const line = active === null ? undefined : lines[active];
    if (line?.kind === "step") {
      if (event.key === "Enter") return open(line.step);
      if (event.ctrlKey && event.key === "c" && !inField && getSelection()?.isCollapsed !== false) {
        event.preventDefault();
        void navigator.clipboard?.writeText(stepText(line.step)).catch(() => undefined);
        return;
      }
    }
    if (event.ctrlKey || event.shiftKey || (inField && /^(Home|End)$/.test(event.key))) return;
    const page = Math.max(1, Math.floor((scroller.current?.clientHeight ?? 0) / HEIGHT.step) - 4);
    const next = stepped(lines, active, event.key, page);
    if (next === null) return;
    event.preventDefault();
    setActiveKey(lines[next]?.key ?? null);
    virtual.scrollToIndex(next, { align: "auto" });
  };
  const activeId = active === null ? undefined : `${id}-${active}`;
  const above = headsAt(lines, virtual.scrollOffset ?? 0);
  return (
    <div className={styles.order}>
      <div className={styles.bar}>
        <SearchField
          label="Search the steps"
          placeholder="Search names, actions and text"
          value={query}
          onChange={setQuery}
          onKeyDown={(event) => onKeyDown(event, true)}
          list={{ id, active: activeId }}
        />
        <Switch label="Show inherited" on={inherited} onChange={setInherited} />
        <span role="status" className="dim figures">
          {shown === total ? `${total} ${total === 1 ? "step" : "steps"}` : `${shown} of ${total} steps`}
        </span>
        <span className={styles.copy}>
          <CopyText text={() => textOf(lines, unread)}>Copy the list</CopyText>
        </span>
      </div>
      {unread !== null && <p className={`${styles.unread} foreign`}>{unread}</p>}
      <div className={styles.scroll} ref={scroller}>
        <div className={styles.heads} aria-hidden="true">
          {above.map((line) => (
            <OrderLine key={line.kind} line={line} words={words} />
          ))}
        </div>
        <div
          id={id}
          role="listbox"
          tabIndex={0}
          aria-label={`What ${recipe} runs`}
          aria-activedescendant={activeId}
          className={styles.list}
          style={{ height: virtual.getTotalSize() }}
          onKeyDown={(event) => onKeyDown(event, false)}
        >
          {virtual.getVirtualItems().map((item) => {
            const line = lines[item.index];
            if (!line) return null;
            const place = { transform: `translateY(${item.start}px)` };
            if (line.kind !== "step") {
              return (
                <div key={item.key} aria-hidden="true" className={styles.placed} style={place}>
                  <OrderLine line={line} words={words} />
                </div>
              );
            }
            return (
              // Keys are the list's: its options are never focused.
              // oxlint-disable-next-line jsx-a11y/click-events-have-key-events
              <div
                key={item.key}
                id={`${id}-${item.index}`}
                role="option"
                aria-selected={item.index === active}
                aria-posinset={line.position}
                aria-setsize={shown}
                aria-label={spoken(line.step)}
                tabIndex={-1}
                className={styles.placed}
                style={place}
                onClick={() => {
                  setActiveKey(line.key);
                  open(line.step);
                }}
              >
                <OrderLine line={line} words={words} active={item.index === active} />
              </div>
            );
          })}
        </div>
      </div>
      <p className={styles.legend}>↑ and ↓ choose a step, Enter opens its document, Ctrl C copies it</p>
    </div>
  );
}

/** The stage and the layer to which the first visible step belongs. */
function headsAt(lines: Line[], offset: number): Line[] {
  let [stage, layer]: (Line | undefined)[] = [undefined, undefined];
  let top = 0;
  for (const line of lines) {
    if (line.kind === "stage" && top <= offset) [stage, layer] = [line, undefined];
    else if (top > offset + HEIGHT.stage) break;
    else if (line.kind === "layer") layer = line;
    top += HEIGHT[line.kind];
  }
  return [stage, layer].filter((line) => line !== undefined);
}

/** A step for somebody who does not see under which heading it stands. */
function spoken(step: RunStep): string {
  const of = `${step.component}, ${step.phase}${step.inherited ? `, inherited from ${step.recipe}` : ""}`;
  return `${step.step}, ${step.action}, ${of}. ${step.summary}`;
}
