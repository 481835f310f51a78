import { useState, type KeyboardEvent, type ReactNode } from "react";

import type { Comparison, LayerChange, ParameterChange } from "@/contract";
import { Button, IconButton } from "@/parts/Button";
import { Icon } from "@/parts/icons";

import { DocumentDifference } from "./DocumentDifference";
import styles from "./changes.module.css";
import { differencesOf, groupsOf, hasMore, signOf, valueText, type ChangeGroup } from "./changes";

/** Inherited changes beyond this many are folded at first: what is one's own comes first. */
const SHOWN = 8;

/** The layers that differ, as strata: lower runs earlier. */
export function Changes({ comparison }: { comparison: Comparison }) {
  const groups = groupsOf(comparison).toReversed();
  const inherited = comparison.layers.filter((change) => change.inherited).length;
  const own = comparison.layers.length > inherited;
  const [open, setOpen] = useState<ReadonlySet<string>>(new Set());
  const expandable = comparison.layers.filter(hasMore).map(keyOf);
  const all = expandable.length > 0 && expandable.every((key) => open.has(key));
  const toggle = (key: string) =>
    setOpen((before) => {
      const after = new Set(before);
      if (!after.delete(key)) after.add(key);
      return after;
    });
  return (
    <section>
      <div className={styles.head}>
        <h2>Layers</h2>
        <span className="dim small">Lower runs earlier.</span>
        {expandable.length > 1 && (
          <Button look="link" onPress={() => setOpen(all ? new Set() : new Set(expandable))}>
            {all ? "Fold all" : "Unfold all"}
          </Button>
        )}
      </div>
      <div data-changes>
        {groups.map((group) => (
          <Group
            key={`${group.recipe} ${group.inherited}`}
            group={group}
            shownAtFirst={!own || inherited <= SHOWN}
          >
            {group.changes.toReversed().map((change) => (
              <Change
                key={keyOf(change)}
                change={change}
                open={open.has(keyOf(change))}
                onToggle={() => toggle(keyOf(change))}
              />
            ))}
          </Group>
        ))}
      </div>
    </section>
  );
}

const keyOf = (change: LayerChange): string =>
  `${change.recipe}/${change.component}/${change.left?.position ?? ""}/${change.right?.position ?? ""}`;

/** Up and down lead from one layer that can be unfolded to the next. */
function walk(event: KeyboardEvent<HTMLElement>): void {
  const step = event.key === "ArrowDown" ? 1 : event.key === "ArrowUp" ? -1 : 0;
  if (step === 0) return;
  const rows = [
    ...(event.currentTarget.closest("[data-changes]")?.querySelectorAll<HTMLElement>("[data-change]") ?? []),
  ];
  const next = rows[rows.indexOf(event.currentTarget) + step];
  if (!next) return;
  event.preventDefault();
  next.focus();
}

function Group(props: { group: ChangeGroup; shownAtFirst: boolean; children: ReactNode }) {
  const { group, shownAtFirst, children } = props;
  const [folded, setFolded] = useState(group.inherited && !shownAtFirst);
  const count = group.changes.length;
  const title = group.inherited ? "Golden" : "Own layers";
  return (
    <div
      className={styles.band}
      data-inherited={group.inherited}
      role="group"
      aria-label={`${title} of ${group.recipe}`}
    >
      <div className={styles.side}>
        <div className={styles.title}>
          {group.inherited && (
            <span className={styles.fold} data-folded={folded}>
              <IconButton
                small
                icon="chevron"
                label={`${folded ? "Unfold" : "Fold"} ${group.recipe}`}
                onPress={() => setFolded(!folded)}
              />
            </span>
          )}
          {title}
        </div>
        <div className="dim small clip" title={group.recipe}>
          {group.recipe}
        </div>
      </div>
      <div className={styles.rows}>
        {folded ? (
          <button type="button" className={styles.folded} onClick={() => setFolded(false)}>
            {count} {count === 1 ? "layer differs" : "layers differ"}
          </button>
        ) : (
          children
        )}
      </div>
    </div>
  );
}

function Change(props: { change: LayerChange; open: boolean; onToggle: () => void }) {
  const { change, open, onToggle } = props;
  const more = hasMore(change);
  const gone = change.right === null;
  const only = change.changes[0];
  const line = (
    <>
      <span className={styles.sign} data-change-of={only} aria-hidden="true">
        {signOf(change)}
      </span>
      <span className={`clip ${styles.name}`} title={change.component}>
        {change.component}
      </span>{" "}
      <span className={styles.differences}>
        {differencesOf(change).map((difference, index) => (
          <span key={difference.key}>
            {index > 0 && <span className="unseen">, </span>}
            <span className={styles.difference} data-change-of={difference.key}>
              {difference.words}
            </span>
          </span>
        ))}
      </span>{" "}
      <span className={`clip mono ${styles.version}`}>{(change.right ?? change.left)?.version}</span>
      {more && (
        <span className={styles.arrow} data-open={open}>
          <Icon name="chevron" size={14} />
        </span>
      )}
    </>
  );
  return (
    <div className={styles.change} data-gone={gone}>
      {more ? (
        <button
          type="button"
          data-change
          className={styles.line}
          aria-expanded={open}
          onClick={onToggle}
          onKeyDown={walk}
        >
          {line}
        </button>
      ) : (
        <div className={styles.line}>{line}</div>
      )}
      {open && more && (
        <div className={styles.more}>
          {change.parameters.length > 0 && (
            <Parameters parameters={change.parameters} of={change.component} />
          )}
          {change.document && <DocumentDifference document={change.document} change={change} />}
        </div>
      )}
    </div>
  );
}

function Parameters({ parameters, of }: { parameters: ParameterChange[]; of: string }) {
  return (
    <table className={styles.parameters} aria-label={`Parameters of ${of}`}>
      <tbody>
        {parameters.map((one) => (
          <tr key={one.name}>
            <th scope="row" className="foreign">
              {one.name}
            </th>
            <td>
              <Value value={one.left} fallback={one.default} />
            </td>
            <td aria-hidden="true" className="dim">
              →
            </td>
            <td>
              <Value value={one.right} fallback={one.default} />
            </td>
          </tr>
        ))}
      </tbody>
    </table>
  );
}

function Value({ value, fallback }: { value: string | null; fallback: string | null }) {
  const text = valueText(value, fallback);
  return <span className={`foreign lines ${value === null || value === "" ? "dim" : "mono"}`}>{text}</span>;
}
