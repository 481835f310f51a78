import { useNavigate } from "@tanstack/react-router";
import type { ReactNode } from "react";

import { useAsk, type GoldenShare, type ImageNode, type Share, type Whose } from "@/contract";
import { Button } from "@/parts/Button";
import { Icon } from "@/parts/icons";
import { Passage } from "@/parts/Passage";
import { Prose } from "@/parts/Prose";
import { Empty } from "@/parts/states";
import { Answer } from "@/pieces/Answer";

import { joined } from "../query/rewrite";
import { LayerSquare } from "../report/Layer";
import { SeverityBar } from "../report/Severity";
import { worstWords } from "./words";
import styles from "./whose.module.css";

export interface WhoseTabProps {
  report: string;
  imageName: string | null;
  onShow: (query: string) => void;
}

/** Whose the findings are, as two lists that say what to do. */
export function WhoseTab({ report, imageName, onShow }: WhoseTabProps) {
  const navigate = useNavigate();
  const answer = useAsk("scan.whose", { report });
  const images = useAsk("workspace.current", {}).data?.images ?? [];
  const recipe = imageName !== null && holds(images, imageName) ? imageName : null;
  const update =
    recipe === null
      ? null
      : () =>
          void navigate({
            to: "/images/$recipe",
            params: { recipe },
            search: { tab: "compare", update: 1 },
          });
  return (
    <div className={styles.page}>
      <Answer query={answer}>{(whose) => <Lists whose={whose} update={update} onShow={onShow} />}</Answer>
    </div>
  );
}

const holds = (images: ImageNode[], name: string): boolean =>
  images.some((image) => image.recipe === name || holds(image.children, name));

interface ListsProps {
  whose: Whose;
  /** Opens the update of this image to the newest golden one; `null` where the workspace does not have it. */
  update: (() => void) | null;
  onShow: (query: string) => void;
}

function Lists({ whose, update, onShow }: ListsProps) {
  const { golden, own, unknown, unknown_reason } = whose;
  if (golden.length === 0 && own.length === 0 && unknown.total === 0) {
    return (
      <Empty inline title="Nobody’s">
        There is no open finding to attribute.
      </Empty>
    );
  }
  return (
    <>
      <section aria-label="Fix by moving to a newer golden image">
        <h2>
          <LayerSquare layer="golden" /> Fix by moving to a newer golden image
        </h2>
        {golden.length === 0 && <p className="dim">None of these findings is known to be inherited.</p>}
        <ul>
          {golden.map((one) => (
            <Golden key={`${one.name} ${one.build}`} golden={one} update={update} onShow={onShow} />
          ))}
        </ul>
      </section>
      <section aria-label="Fix in your layer">
        <h2>
          <LayerSquare layer="overlay" /> Fix in your layer
        </h2>
        {own.length === 0 && <p className="dim">No finding is known to come with your own components.</p>}
        <ul>
          {own.map((one) => (
            <Line
              key={one.component ?? ""}
              tone="own"
              title={
                one.component === null ? "Your layer, component not known" : <Name text={one.component} />
              }
              says={one.evidence}
              share={one.share}
              onShow={onShow}
            />
          ))}
        </ul>
      </section>
      {unknown.total > 0 && (
        <section aria-label="Layer not known">
          <h2>
            <LayerSquare layer="unknown" /> Layer not known
          </h2>
          <ul>
            <Line
              tone="none"
              title={`${unknown.total.toLocaleString("en")} findings could belong to either`}
              says={unknown_reason ?? "no inventory of the lineage says who brought these packages in"}
              share={unknown}
              onShow={onShow}
            />
          </ul>
        </section>
      )}
    </>
  );
}

/** A name that is cut before it hides what is said of it. */
function Name({ text, mono = false }: { text: string; mono?: boolean }) {
  return (
    <span className={`clip ${mono ? "mono" : ""} ${styles.name}`} title={text}>
      {text}
    </span>
  );
}

function Golden({ golden, update, onShow }: Omit<ListsProps, "whose"> & { golden: GoldenShare }) {
  const { name, build, share, newer, note } = golden;
  const inherited = `${share.total.toLocaleString("en")} inherited findings`;
  if (newer === null) {
    return (
      <Line
        tone="golden"
        title={
          <>
            {inherited} from <Name text={name} /> <Name text={build} mono />
          </>
        }
        says={note ?? "no newer build of it is known here"}
        share={share}
        onShow={onShow}
      />
    );
  }
  return (
    <Line
      tone="golden"
      title={
        newer.fixes > 0 ? (
          <>
            Move from <Name text={name} /> <Name text={build} mono /> to{" "}
            <strong>
              <Name text={newer.build} mono />
            </strong>
            : {newer.fixes.toLocaleString("en")} of {inherited} go away
          </>
        ) : (
          <>
            <Name text={name} /> <Name text={newer.build} mono /> fixes none of the {inherited}
          </>
        )
      }
      says={newer.evidence}
      share={share}
      onShow={onShow}
      more={
        <p className={styles.sums}>
          {newer.fixes > 0 && <span>Fixed: {worstWords(newer.fixed_counts)}</span>}
          <span>{newer.keeps.toLocaleString("en")} stay</span>
          {newer.unknown > 0 && (
            <span title="the newer build was not scanned in a way that says it">
              {newer.unknown.toLocaleString("en")} not known
            </span>
          )}
          {newer.fixes > 0 && update && (
            <Button look="link" onPress={update}>
              Review the update…
            </Button>
          )}
          {note && (
            <span className="dim">
              <Passage text={note} most={200} />
            </span>
          )}
        </p>
      }
    />
  );
}

function Line(props: {
  tone: "golden" | "own" | "none";
  title: ReactNode;
  says: string;
  share: Share;
  more?: ReactNode;
  onShow: (query: string) => void;
}) {
  const { tone, title, says, share, more, onShow } = props;
  return (
    <li className={styles.line} data-tone={tone}>
      <div className={styles.words}>
        <h3>{title}</h3>
        {more}
        <p className="dim small">
          <span className="foreign lines" title={says}>
            <Prose text={says} />
          </span>
        </p>
      </div>
      <div className={styles.share}>
        <SeverityBar counts={share.counts} />
        <p className="figures">
          <Button look="link" onPress={() => onShow(share.query)}>
            {share.total.toLocaleString("en")} findings <Icon name="chevron" size={12} />
          </Button>
          {share.fixable > 0 && (
            <Button look="link" onPress={() => onShow(joined(share.query, "fix:yes"))}>
              {share.fixable.toLocaleString("en")} with a fix
            </Button>
          )}
        </p>
        <p className="dim small">{worstWords(share.counts)}</p>
      </div>
    </li>
  );
}
