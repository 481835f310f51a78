import { useNavigate } from "@tanstack/react-router";
import { useState } from "react";

import { useAsk, type ComponentView, type Failure } from "@/contract";
import { Button, IconButton } from "@/parts/Button";
import { CodeEditor } from "@/parts/CodeEditor";
import { Switch } from "@/parts/Field";
import { Empty, Skeleton } from "@/parts/states";
import { FailureView } from "@/pieces/FailureView";
import { originWords } from "@/pieces/origin";

import { isVersion, SAVED, type Beside } from "./beside";
import styles from "./editor.module.css";
import { language } from "./language";

/** What lies beside a document. */
export interface BesideState {
  beside: Beside;
  title: string;
  /** Version or what it is. */
  note: string;
  origin: string;
  /** `null` while it is read, and when it never was. */
  text: string | null;
  state: "reading" | "read" | "unread" | "failed";
  failure: Failure | null;
  retry: () => void;
  differences: boolean;
  setDifferences: (shown: boolean) => void;
}

/** Reads what is to lie beside `view`; versions of the document begin with their differences shown. */
export function useBeside(
  view: ComponentView,
  beside: Beside | null,
  saved: string | null,
): BesideState | null {
  const own = beside === SAVED;
  const answer = useAsk("component.get", { component: beside ?? "" }, { enabled: beside !== null && !own });
  const [chosen, setChosen] = useState<{ beside: Beside; differences: boolean } | null>(null);
  if (beside === null) return null;
  const other = answer.data;
  const text = own ? saved : (other?.document ?? null);
  return {
    beside,
    title: own ? view.summary.name : (other?.summary.name ?? "Reading"),
    note: own ? "as saved" : (other?.summary.version ?? ""),
    origin: own ? "On disk" : other ? originWords(other.summary.origin) : "",
    text,
    state: text !== null ? "read" : own || other ? "unread" : answer.error ? "failed" : "reading",
    failure: answer.error,
    retry: () => void answer.refetch(),
    differences: chosen?.beside === beside ? chosen.differences : isVersion(view, beside, other?.summary),
    setDifferences: (differences) => setChosen({ beside, differences }),
  };
}

/** Above the two texts: which one lies beside, and how they are shown. */
export function BesideStrip(props: {
  view: ComponentView;
  beside: BesideState;
  onPick: () => void;
  onClose: () => void;
}) {
  const { view, beside, onPick, onClose } = props;
  const navigate = useNavigate();
  return (
    <div className={styles.strip}>
      <span className="clip">{view.summary.name}</span>
      <span className="dim">beside</span>
      <Button small onPress={onPick}>
        <span className="clip">{beside.title}</span>
        <span className="mono dim">{beside.note}</span>
      </Button>
      <span className="dim small">{beside.origin}</span>
      {beside.beside !== SAVED && beside.state === "read" && (
        <Button
          look="link"
          onPress={() =>
            void navigate({ to: "/components/$component", params: { component: beside.beside } })
          }
        >
          Go to it
        </Button>
      )}
      <Switch label="Differences" on={beside.differences} onChange={beside.setDifferences} />
      <IconButton small icon="close" label="Close what is beside it" onPress={onClose} />
    </div>
  );
}

/** The other document by itself, to read and to copy from. */
export function BesidePane({ beside }: { beside: BesideState }) {
  if (beside.state === "failed" && beside.failure) {
    return (
      <div className={styles.side}>
        <FailureView inline failure={beside.failure} retry={beside.retry} />
      </div>
    );
  }
  if (beside.state === "reading") return <Skeleton rows={14} />;
  if (beside.text === null) {
    return (
      <div className={styles.side}>
        <Empty inline title="Its document was never read">
          AWS shows the document of a component to its owner, and to others only when it was shared.
        </Empty>
      </div>
    );
  }
  return (
    <div className={styles.surface}>
      <CodeEditor
        key={beside.beside}
        label={`Document of ${beside.title} ${beside.note}, read-only`}
        value={beside.text}
        language={language}
      />
    </div>
  );
}
