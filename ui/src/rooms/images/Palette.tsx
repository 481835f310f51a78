import { useEffect, useRef, useState, type KeyboardEvent } from "react";

import { useAsk, type PaletteEntry } from "@/contract";
import { IconButton } from "@/parts/Button";
import { carry } from "@/parts/drag";
import { SearchField } from "@/parts/Field";
import { Icon } from "@/parts/icons";
import { AsOf } from "@/parts/Time";
import { Answer } from "@/pieces/Answer";
import { originWords } from "@/pieces/origin";

import styles from "./palette.module.css";

export interface PaletteProps {
  recipe: string;
  /** Brings the search field into focus. */
  focus: boolean;
  onFocused: () => void;
  onClose?: () => void;
  onAdd: (entry: PaletteEntry) => void;
}

/** Entries that answer the search, those that fit first. */
export function found(
  entries: PaletteEntry[],
  query: string,
): { fit: PaletteEntry[]; unfit: PaletteEntry[] } {
  const words = query.toLowerCase().split(/\s+/).filter(Boolean);
  const hits = entries.filter((entry) => {
    const text =
      `${entry.name} ${entry.description ?? ""} ${entry.owner ?? ""} ${entry.origin}`.toLowerCase();
    return words.every((word) => text.includes(word));
  });
  const named = (entry: PaletteEntry) =>
    words[0] !== undefined && entry.name.toLowerCase().startsWith(words[0]) ? 0 : 1;
  hits.sort((a, b) => named(a) - named(b));
  return {
    fit: hits.filter((entry) => entry.unfit === null),
    unfit: hits.filter((entry) => entry.unfit !== null),
  };
}

function byReason(unfit: PaletteEntry[]): [string, PaletteEntry[]][] {
  const groups = new Map<string, PaletteEntry[]>();
  for (const entry of unfit) {
    const reason = entry.unfit ?? "";
    groups.set(reason, [...(groups.get(reason) ?? []), entry]);
  }
  return [...groups];
}

/** Components to lay, searchable; Enter or a drag adds one. */
export function Palette({ recipe, focus, onFocused, onClose, onAdd }: PaletteProps) {
  const palette = useAsk("recipe.palette", { recipe });
  const [query, setQuery] = useState("");
  const [at, setAt] = useState(0);
  const input = useRef<HTMLInputElement>(null);
  const list = useRef<HTMLDivElement>(null);
  const { fit, unfit } = found(palette.data?.entries ?? [], query);
  const current = Math.min(at, fit.length - 1);

  useEffect(() => {
    if (!focus) return;
    input.current?.focus();
    onFocused();
  }, [focus, onFocused]);
  useEffect(() => {
    list.current?.querySelector('[aria-selected="true"]')?.scrollIntoView({ block: "nearest" });
  }, [current]);

  const onKeyDown = (event: KeyboardEvent) => {
    const entry = fit[current];
    if (event.key === "ArrowDown") setAt(Math.min(fit.length - 1, current + 1));
    else if (event.key === "ArrowUp") setAt(Math.max(0, current - 1));
    else if (event.key === "Enter" && entry) {
      onAdd(entry);
      setQuery("");
      setAt(0);
    } else if (event.key === "Escape" && query === "" && onClose) onClose();
    else return;
    event.preventDefault();
  };
  return (
    <section className={styles.palette} aria-label="Components to add">
      <div className={styles.head}>
        <h2>Add a layer</h2>
        {palette.data && <AsOf at={palette.data.as_of} />}
        {onClose && <IconButton small icon="close" label="Back to the inspector" onPress={onClose} />}
      </div>
      <div className={styles.search}>
        <SearchField
          label="Search components"
          value={query}
          onChange={(text) => {
            setQuery(text);
            setAt(0);
          }}
          inputRef={input}
          onKeyDown={onKeyDown}
          list={{ id: "palette-fit", active: fit[current] ? `palette-fit-${current}` : undefined }}
        />
      </div>
      <div className={styles.list} ref={list}>
        <Answer query={palette}>
          {() => (
            <>
              <div role="listbox" id="palette-fit" aria-label="Components that fit">
                {fit.map((entry, index) => (
                  <div
                    key={entry.reference}
                    id={`palette-fit-${index}`}
                    role="option"
                    tabIndex={-1}
                    aria-selected={index === current}
                    className={styles.entry}
                    data-testid={`palette-${entry.name}`}
                    title={entry.description ?? undefined}
                    onPointerDown={(event) => carry(event, { label: entry.name, payload: entry })}
                    onClick={() => setAt(index)}
                    onDoubleClick={() => onAdd(entry)}
                  >
                    <span className={`clip ${styles.name}`}>{entry.name}</span>
                    <span className="mono small dim">{entry.version}</span>
                    <span className="clip small dim">{entry.description ?? entry.phases.join(", ")}</span>
                    <span className="small dim">{entry.test ? "test" : originWords(entry.origin)}</span>
                    {/* For the pointer; the keyboard adds with Enter. */}
                    <span
                      className={styles.add}
                      aria-hidden="true"
                      title={`Add ${entry.name}`}
                      onClick={() => onAdd(entry)}
                    >
                      <Icon name="plus" size={14} />
                    </span>
                  </div>
                ))}
              </div>
              {fit.length === 0 && (
                <p className={styles.none}>
                  {query ? "No component that fits is called that." : "No component fits this image yet."}
                </p>
              )}
              {unfit.length > 0 && (
                <>
                  <h3 className={styles.heading}>Do not fit here</h3>
                  {byReason(unfit).map(([reason, entries]) => (
                    <div key={reason} className={styles.unfit}>
                      <p className="foreign small">{reason}</p>
                      <ul>
                        {entries.map((entry) => (
                          <li key={entry.reference} className="clip" title={entry.name}>
                            {entry.name}
                          </li>
                        ))}
                      </ul>
                    </div>
                  ))}
                </>
              )}
            </>
          )}
        </Answer>
      </div>
      <p className={styles.foot}>Enter adds above the cursor; drag to place.</p>
    </section>
  );
}
