import { useEffect, useRef } from "react";

import type { QueryCompletion } from "@/contract";

import styles from "./query.module.css";

/** What could stand at the cursor of the query; the keys belong to the field above. */
export function Completions(props: {
  id: string;
  offers: QueryCompletion[];
  /** -1 is none. */
  current: number;
  onPoint: (at: number) => void;
  onTake: (offer: QueryCompletion) => void;
}) {
  const { id, offers, current, onPoint, onTake } = props;
  const list = useRef<HTMLDivElement>(null);
  useEffect(() => {
    list.current?.querySelector('[aria-selected="true"]')?.scrollIntoView({ block: "nearest" });
  }, [current]);
  return (
    <div
      ref={list}
      id={`${id}-list`}
      role="listbox"
      aria-label="What can stand here"
      className={styles.offers}
      hidden={offers.length === 0}
    >
      {offers.map((offer, index) => (
        <div
          key={`${offer.start} ${offer.text}`}
          id={`${id}-${index}`}
          role="option"
          tabIndex={-1}
          aria-selected={index === current}
          className={styles.offer}
          onPointerMove={() => onPoint(index)}
          // The field keeps the focus.
          onMouseDown={(event) => event.preventDefault()}
          onClick={() => onTake(offer)}
        >
          <span className="mono clip">{offer.text}</span>
          {offer.detail && <span className="dim small clip">{offer.detail}</span>}
        </div>
      ))}
    </div>
  );
}
