import { Link } from "@tanstack/react-router";

import type { ComponentView, Diagnostic } from "@/contract";
import { useRemembered } from "@/parts/remembered";
import { Empty, Skeleton } from "@/parts/states";
import { newStore, useStore, type Store } from "@/parts/store";
import { Tabs } from "@/parts/Tabs";
import type { Place } from "@/parts/places";
import { originWords } from "@/pieces/origin";
import { useGoToPlace } from "@/pieces/place";
import { ProblemList } from "@/pieces/ProblemList";

import styles from "./editor.module.css";
import { OutlineTree } from "./OutlineTree";
import type { OutlineState } from "./useOutline";

export type Side = "outline" | "problems" | "about";

/** Which of the views beside the text is shown; every document shows the same. */
export const useSide = () => useRemembered<Side>("component.side", "outline");

export interface SidesProps {
  view: ComponentView;
  problems: Diagnostic[];
  outline: OutlineState;
  cursor: Store<Place>;
  onShow: (at: Place) => void;
  onRename: ((at: Place) => void) | undefined;
  onFix: ((problem: Diagnostic) => void) | undefined;
}

/** What stands beside the text: what it declares and does, what is wrong with it, where it is used. */
export function Sides(props: SidesProps) {
  const { view, problems } = props;
  const [side, setSide] = useSide();
  return (
    <aside className={styles.sides} aria-label="About the document">
      <Tabs<Side>
        label="About the document"
        value={side}
        onChange={setSide}
        items={[
          { key: "outline", label: "Outline", content: <Outline {...props} /> },
          {
            key: "problems",
            label: problems.length > 0 ? `Problems ${problems.length}` : "Problems",
            content: (
              <div className={styles.side}>
                {problems.length > 0 ? (
                  <ProblemList problems={problems} onFix={props.onFix} />
                ) : (
                  <p className="dim">Nothing is wrong with it, as far as can be told without running it.</p>
                )}
              </div>
            ),
          },
          { key: "about", label: "About", content: <About view={view} /> },
        ]}
      />
    </aside>
  );
}

function Outline({ outline, cursor, onShow, onRename }: SidesProps) {
  const at = useStore(cursor);
  const { symbols, failure, moved, move } = outline;
  if (!symbols && failure) return <p className={`${styles.side} dim`}>No outline: {failure}</p>;
  if (!symbols) return <Skeleton rows={8} />;
  if (symbols.length === 0) {
    return (
      <div className={styles.side}>
        <Empty inline title="No phases yet">
          Phases and their steps are listed here once the document has some.
        </Empty>
      </div>
    );
  }
  return (
    <div className={styles.scroll}>
      <OutlineTree
        symbols={symbols}
        cursor={at}
        moved={moved}
        onShow={onShow}
        onMove={onRename ? move : undefined}
        onRename={onRename}
      />
    </div>
  );
}

function About({ view }: { view: ComponentView }) {
  const goTo = useGoToPlace();
  const { summary } = view;
  const resource = view.resource_file === view.document_file ? null : view.resource_file;
  return (
    <div className={styles.side}>
      <section>
        <h3>Used by</h3>
        {summary.used_by.length + summary.off_in.length === 0 && (
          <p className="dim">No recipe of this workspace.</p>
        )}
        <ul>
          {[...summary.used_by, ...summary.off_in.filter((one) => !summary.used_by.includes(one))].map(
            (recipe) => (
              <li key={recipe} className="clip">
                <Link to="/images/$recipe" params={{ recipe }} className="link">
                  {recipe}
                </Link>
                {!summary.used_by.includes(recipe) && <span className="dim small"> switched off</span>}
              </li>
            ),
          )}
        </ul>
      </section>
      <section>
        <h3>From</h3>
        <p className="foreign">
          {originWords(summary.origin)}
          {summary.owner && summary.owner !== originWords(summary.origin) && (
            <span className="dim"> · {summary.owner}</span>
          )}
        </p>
      </section>
      {view.product_codes.length > 0 && (
        <section>
          <h3>Product code</h3>
          <p className="mono small foreign">{view.product_codes.join(", ")}</p>
          <p className="dim small">AWS Marketplace bills by it.</p>
        </section>
      )}
      {view.supported_os_versions.length > 0 && (
        <section>
          <h3>For</h3>
          <p className="dim foreign">{view.supported_os_versions.join(", ")}</p>
        </section>
      )}
      {resource !== null && (
        <section>
          <h3>Declared in</h3>
          <button type="button" className={styles.file} onClick={() => goTo({ file: resource })}>
            <span className="mono small foreign">{resource}</span>
          </button>
        </section>
      )}
    </div>
  );
}

/** Where the cursor of one editor is; kept apart from the editor's state, for it changes with each key. */
export const newCursor = (): Store<Place> => newStore<Place>({ line: 1, column: 1 });
