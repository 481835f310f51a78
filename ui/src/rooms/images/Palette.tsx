import { useEffect, useRef, useState, type KeyboardEvent } from "react";

import { useAsk, useDo, type Origin, type PaletteEntry } from "@/contract";
import { IconButton } from "@/parts/Button";
import { SearchField } from "@/parts/Field";
import { Pills } from "@/parts/Pills";
import { useRemembered } from "@/parts/remembered";
import { AsOf } from "@/parts/Time";
import { Answer } from "@/pieces/Answer";
import { originWord } from "@/pieces/origin";

import { Unfit } from "./Unfit";
import { PaletteRow } from "./PaletteRow";
import styles from "./palette.module.css";
import { arranged, ORIGINS, used } from "./paletteOrder";

export interface PaletteProps {
  recipe: string;
  /** Brings the search field into focus. */
  focus: boolean;
  onFocused: () => void;
  /** What is chosen takes the place of this layer. */
  replacing?: string | undefined;
  onClose?: () => void;
  onAdd: (entry: PaletteEntry) => void;
}

/** Components to lay, searchable; Enter or a drag adds one. */
export function Palette({ recipe, focus, onFocused, replacing, onClose, onAdd }: PaletteProps) {
  const palette = useAsk("recipe.palette", { recipe }, { keepPrevious: true });
  const workspace = useAsk("workspace.current", {}).data?.path ?? "";
  const favourite = useDo("recipe.set_favourite");
  const [recent, setRecent] = useRemembered<string[]>(`recent.${workspace}`, []);
  const [query, setQuery] = useState("");
  const [origin, setOrigin] = useState<Origin | "any">("any");
  const [at, setAt] = useState(0);
  const [said, setSaid] = useState("");
  const input = useRef<HTMLInputElement>(null);
  const list = useRef<HTMLDivElement>(null);
  const entries = palette.data?.entries ?? [];
  const origins = ORIGINS.filter((one) => entries.some((entry) => entry.origin === one));
  const { groups, fit, more, unfit } = arranged(entries, query, origin, recent);
  const current = Math.min(at, fit.length - 1);

  useEffect(() => {
    if (!focus) return;
    input.current?.focus();
    onFocused();
  }, [focus, onFocused]);
  useEffect(() => {
    list.current?.querySelector('[aria-selected="true"]')?.scrollIntoView({ block: "nearest" });
  }, [current]);

  const add = (entry: PaletteEntry) => {
    setRecent((before) => used(before, entry.reference));
    onAdd(entry);
    setSaid(replacing === undefined ? `${entry.name} added` : `${entry.name} in place of ${replacing}`);
  };
  const star = (entry: PaletteEntry) =>
    favourite.mutate({ component: entry.name, favourite: !entry.favourite });
  const onKeyDown = (event: KeyboardEvent) => {
    const entry = fit[current];
    if (event.key === "ArrowDown") setAt(Math.min(fit.length - 1, current + 1));
    else if (event.key === "ArrowUp") setAt(Math.max(0, current - 1));
    else if (event.key === "PageDown") setAt(Math.min(fit.length - 1, current + 8));
    else if (event.key === "PageUp") setAt(Math.max(0, current - 8));
    else if (event.key === "Enter" && entry) {
      add(entry);
      setQuery("");
      setAt(0);
    } else if (event.key.toLowerCase() === "d" && (event.ctrlKey || event.metaKey) && entry) star(entry);
    else if (event.key === "Escape" && query === "" && onClose) onClose();
    else return;
    event.preventDefault();
  };
  const title = replacing === undefined ? "Add a layer" : `Replace ${replacing}`;
  return (
    <section className={styles.palette} aria-label="Components to add">
      <div className={styles.head}>
        <h2 className="clip" title={title}>
          {title}
        </h2>
        {palette.data && <AsOf at={palette.data.as_of} />}
        {onClose && (
          <IconButton
            small
            icon="close"
            label={replacing === undefined ? "Close the palette" : `Keep ${replacing}`}
            keys="Esc"
            onPress={onClose}
          />
        )}
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
        {origins.length > 1 && (
          <Pills<Origin | "any">
            label="Origin"
            value={origin}
            onChange={(next) => {
              setOrigin(next);
              setAt(0);
            }}
            choices={[
              { key: "any", label: "All" },
              ...origins.map((one) => ({ key: one, label: originWord(one) })),
            ]}
          />
        )}
      </div>
      <div className={styles.list} ref={list}>
        <Answer query={palette}>
          {() => (
            <>
              <div role="listbox" id="palette-fit" aria-label="Components that fit">
                {groups.map((group) => (
                  <div key={group.title ?? ""} role="group" aria-label={group.title ?? "Components"}>
                    {group.title !== null && (
                      <div className={styles.heading} aria-hidden="true">
                        {group.title}
                      </div>
                    )}
                    {group.entries.map((entry) => {
                      const index = fit.indexOf(entry);
                      return (
                        <PaletteRow
                          key={entry.reference}
                          id={`palette-fit-${index}`}
                          entry={entry}
                          marked={index === current}
                          act={replacing === undefined ? "Add" : "Choose"}
                          onMark={() => setAt(index)}
                          onAdd={() => add(entry)}
                          onStar={() => star(entry)}
                        />
                      );
                    })}
                  </div>
                ))}
              </div>
              {more > 0 && (
                <p className={styles.none}>and {more.toLocaleString("en")} more; type to narrow them</p>
              )}
              {fit.length === 0 && (
                <p className={styles.none}>
                  {query || origin !== "any"
                    ? "No component that fits answers to that."
                    : entries.length === 0
                      ? "No component yet: the workspace has none, and none was read from AWS."
                      : "No component fits this image."}
                </p>
              )}
              {unfit.length > 0 && <Unfit unfit={unfit} />}
            </>
          )}
        </Answer>
      </div>
      <div className="unseen" role="status" aria-live="polite">
        {said}
      </div>
      <p className={styles.foot}>
        {favourite.error
          ? favourite.error.message
          : replacing === undefined
            ? "Enter adds above the cursor; drag to place."
            : "Enter puts it in place; parameters that both declare keep their values."}
      </p>
    </section>
  );
}
