import { useEffect, useRef, useState, type KeyboardEvent } from "react";

import { useAsk, type ComponentView } from "@/contract";
import { Dialog } from "@/parts/Dialog";
import { SearchField } from "@/parts/Field";
import { Answer } from "@/pieces/Answer";
import { fits } from "@/pieces/ListFilter";
import { originWords } from "@/pieces/origin";

import { choicesFor, type Beside } from "./beside";
import styles from "./editor.module.css";

export interface BesidePickerProps {
  view: ComponentView;
  /** The text on disk is another than the one in the editor. */
  savedDiffers: boolean;
  onPick: (beside: Beside) => void;
  onClose: () => void;
}

/** Chooses a version of the document or another document. */
export function BesidePicker({ view, savedDiffers, onPick, onClose }: BesidePickerProps) {
  const list = useAsk("component.list", {});
  const [filter, setFilter] = useState("");
  const [at, setAt] = useState(0);
  const shown = useRef<HTMLDivElement>(null);
  const groups = choicesFor(
    view,
    list.data?.components ?? [],
    savedDiffers,
    (one) => fits(filter, one.name, one.version, one.owner, originWords(one.origin)),
    (one) => originWords(one.origin),
  );
  const choices = groups.flatMap((group) => group.choices);
  const current = Math.min(at, choices.length - 1);
  useEffect(() => {
    shown.current?.querySelector('[aria-selected="true"]')?.scrollIntoView({ block: "nearest" });
  }, [current]);
  const onKeyDown = (event: KeyboardEvent) => {
    const choice = choices[current];
    if (event.key === "ArrowDown") setAt(Math.min(choices.length - 1, current + 1));
    else if (event.key === "ArrowUp") setAt(Math.max(0, current - 1));
    else if (event.key === "Enter" && choice) onPick(choice.beside);
    else return;
    event.preventDefault();
  };
  return (
    <Dialog open onClose={onClose} title="Open beside it">
      <div className={styles.picker}>
        <SearchField
          label="Search documents and versions"
          value={filter}
          autoFocus
          onChange={(text) => {
            setFilter(text);
            setAt(0);
          }}
          onKeyDown={onKeyDown}
          list={{ id: "beside-list", active: choices[current] && `beside-${current}` }}
        />
        <Answer query={list}>
          {() => (
            <div
              ref={shown}
              id="beside-list"
              role="listbox"
              aria-label="Documents and versions"
              className={styles.choices}
            >
              {groups.map((group) => (
                <div key={group.title} role="group" aria-label={group.title}>
                  <div className={styles.heading} aria-hidden="true">
                    {group.title}
                  </div>
                  {group.choices.map((choice) => {
                    const index = choices.indexOf(choice);
                    return (
                      // Keys reach the field, which owns the active option.
                      <div
                        key={choice.beside}
                        id={`beside-${index}`}
                        role="option"
                        tabIndex={-1}
                        aria-selected={index === current}
                        className={styles.choice}
                        onPointerMove={() => setAt(index)}
                        onClick={() => onPick(choice.beside)}
                      >
                        <span className="clip">{choice.title}</span>
                        <span className="mono small dim">{choice.note}</span>
                        <span className="dim small">{choice.origin}</span>
                      </div>
                    );
                  })}
                </div>
              ))}
              {choices.length === 0 && <p className="dim">No document or version matches.</p>}
            </div>
          )}
        </Answer>
      </div>
    </Dialog>
  );
}
