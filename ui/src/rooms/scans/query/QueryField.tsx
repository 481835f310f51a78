import { useEffect, useId, useRef, useState, type KeyboardEvent } from "react";
import { flushSync } from "react-dom";

import type { QueryCompletion } from "@/contract";
import { Button } from "@/parts/Button";
import { Icon } from "@/parts/icons";
import { Prose } from "@/parts/Prose";
import { useAction } from "@/pieces/actions";

import { Completions } from "./Completions";
import styles from "./query.module.css";
import { completed, marksOf } from "./rewrite";
import { useQueryText } from "./useQueryText";
import { useTyped } from "./useQueryView";

export interface QueryFieldProps {
  report: string;
  /** The query that counts. */
  query: string;
  onChange: (query: string) => void;
}

const charsBefore = (text: string, units: number): number => [...text.slice(0, units)].length;

/**
 * The query as a line of text. Its terms are drawn as pills behind the letters of an ordinary input, so that typing,
 * selecting, undoing and speaking are the engine's own.
 */
export function QueryField({ report, query, onChange }: QueryFieldProps) {
  const id = useId();
  const input = useRef<HTMLInputElement>(null);
  const behind = useRef<HTMLDivElement>(null);
  const { text, setText, tell } = useQueryText(query, onChange);
  const [cursor, setCursor] = useState(0);
  const [open, setOpen] = useState(false);
  const [at, setAt] = useState(-1);

  const { view } = useTyped(report, text, charsBefore(text, cursor));
  // Until what is typed is known, its pills and offers are those of the text before.
  const [known, setKnown] = useState({ view, of: text });
  if (view !== null && view !== known.view) setKnown({ view, of: text });
  const drawn = known.view;
  const offers = open
    ? (drawn?.completions ?? []).filter((offer) => completed(offer, known.of, text)).slice(0, 50)
    : [];
  const current = Math.min(at, offers.length - 1);

  useEffect(() => {
    if (behind.current && input.current) behind.current.scrollLeft = input.current.scrollLeft;
  });

  const focus = () => {
    input.current?.focus();
    input.current?.select();
  };
  useAction("filter.focus", focus);
  useAction("scan.query", focus);

  const follow = () => {
    if (behind.current && input.current) behind.current.scrollLeft = input.current.scrollLeft;
    setCursor(input.current?.selectionStart ?? 0);
  };
  const take = (offer: QueryCompletion) => {
    const next = completed(offer, known.of, text);
    if (!next) return;
    // Before the next key: a cursor placed a frame later would turn letters round.
    flushSync(() => setText(next.text));
    input.current?.setSelectionRange(next.cursor, next.cursor);
    setAt(-1);
    setOpen(offer.text.endsWith(":"));
    setCursor(next.cursor);
  };
  const onKeyDown = (event: KeyboardEvent) => {
    const offered = offers[current] ?? (event.key === "Tab" ? offers[0] : undefined);
    if (event.key === "ArrowDown" && !open) setOpen(true);
    else if (event.key === "ArrowDown") setAt(Math.min(offers.length - 1, current + 1));
    else if (event.key === "ArrowUp" && open) setAt(Math.max(-1, current - 1));
    else if ((event.key === "Enter" || (event.key === "Tab" && !event.shiftKey)) && offered) take(offered);
    else if (event.key === "Enter") {
      setOpen(false);
      tell(text);
    } else if (event.key === "Escape" && open) setOpen(false);
    else return;
    event.preventDefault();
  };
  const error = drawn?.error ?? null;
  return (
    <div className={styles.place}>
      <div className={styles.field} data-wrong={error !== null}>
        <Icon name="search" size={14} />
        <div className={styles.line}>
          <div ref={behind} className={styles.behind} aria-hidden="true">
            {marksOf(text, drawn?.terms ?? [], error).map((mark, index) => (
              <span key={index} data-kind={mark.kind}>
                {mark.text}
              </span>
            ))}
          </div>
          <input
            ref={input}
            role="combobox"
            aria-label="Query"
            aria-expanded={offers.length > 0}
            aria-controls={`${id}-list`}
            aria-autocomplete="list"
            aria-activedescendant={current >= 0 ? `${id}-${current}` : undefined}
            aria-invalid={error !== null}
            aria-describedby={`${id}-says`}
            className={styles.input}
            spellCheck={false}
            autoComplete="off"
            placeholder="severity:critical,high fix:yes -status:accepted openssl"
            value={text}
            onChange={(event) => {
              setText(event.target.value);
              setCursor(event.target.selectionStart ?? event.target.value.length);
              setOpen(true);
              setAt(-1);
            }}
            onKeyDown={onKeyDown}
            onSelect={follow}
            onScroll={follow}
            onFocus={() => setOpen(text === "")}
            onBlur={() => {
              setOpen(false);
              // Whoever goes elsewhere goes with what was typed.
              tell(text);
            }}
          />
        </div>
        {text !== "" && (
          <Button
            small
            look="quiet"
            icon="close"
            onPress={() => {
              setText("");
              tell("");
              input.current?.focus();
            }}
          >
            Clear
          </Button>
        )}
      </div>
      <Completions id={id} offers={offers} current={current} onPoint={setAt} onTake={take} />
      <p id={`${id}-says`} className={error ? styles.error : "unseen"}>
        {error ? (
          <span className="foreign">
            <Prose text={error.message} />
            {error.hint && (
              <span className="dim">
                : <Prose text={error.hint} />
              </span>
            )}
          </span>
        ) : (
          (drawn?.terms ?? []).map((term) => term.meaning).join(", and ")
        )}
      </p>
    </div>
  );
}
