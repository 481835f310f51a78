import { useNavigate } from "@tanstack/react-router";
import { useState } from "react";

import { useAsk, useDo, type UpdateProposal } from "@/contract";
import { Button } from "@/parts/Button";
import { Segments } from "@/parts/Field";
import { Prose } from "@/parts/Prose";
import { Empty, Trouble } from "@/parts/states";
import { Answer } from "@/pieces/Answer";
import { FailureNotice } from "@/pieces/FailureView";

import { ComparisonView } from "./ComparisonView";
import { isSame } from "./sides";
import styles from "./update.module.css";
import { editsOf, proposedVersion, standingOf, versionChoices, versionIn, type Standing } from "./version";

/** Moving an overlay onto the newest golden image, with what it would change. */
export function Update({ recipe }: { recipe: string }) {
  const navigate = useNavigate();
  const proposal = useAsk("stale.propose", { recipe });
  const leave = (tab: "layers" | "compare") =>
    void navigate({ to: "/images/$recipe", params: { recipe }, search: { tab } });
  const { error } = proposal;
  if (error && proposal.data === undefined && /^(not_found|conflict|invalid)$/.test(error.code)) {
    return (
      <Trouble
        tone="warning"
        title="There is no update to propose"
        message={error.message}
        hints={error.hints}
        detail={error.detail}
        actions={
          <>
            <Button onPress={() => leave("compare")}>Compare instead</Button>
            <Button look="quiet" onPress={() => void proposal.refetch()}>
              Try again
            </Button>
          </>
        }
      />
    );
  }
  return <Answer query={proposal}>{(data) => <Proposal proposal={data} onLeave={leave} />}</Answer>;
}

const TITLE: Record<Standing, (golden: string, newest: string) => string> = {
  moves: (golden, newest) => `Move to ${golden} ${newest}`,
  follows: (golden) => `${golden} moved on`,
  newest: (golden, newest) => `It stands on ${golden} ${newest} already, the newest there is`,
};

interface ProposalProps {
  proposal: UpdateProposal;
  onLeave: (tab: "layers" | "compare") => void;
}

function Proposal({ proposal, onLeave }: ProposalProps) {
  const { recipe, golden, reference, new_reference, comparison, version } = proposal;
  const set = useDo("resource.set");
  const [chosen, setChosen] = useState<string | null>(null);
  const standing = standingOf(proposal);
  const newest = versionIn(new_reference) ?? "";
  const choices = versionChoices(version);
  const next = chosen ?? proposedVersion(version);
  const move = () =>
    set.mutate(
      { resource: { kind: "ImageRecipe", name: recipe }, changes: editsOf(proposal, next) },
      { onSuccess: () => onLeave("layers") },
    );
  return (
    <div className={styles.update}>
      <header className={styles.head}>
        <div className={styles.words}>
          <h2>{TITLE[standing](golden, newest)}</h2>
          <p className={`mono foreign ${styles.references}`}>
            {reference}
            {standing === "moves" && (
              <>
                <span className={styles.arrow}> → </span>
                <strong>{new_reference}</strong>
              </>
            )}
          </p>
        </div>
        <div className={styles.actions}>
          <Button look="quiet" onPress={() => onLeave("compare")}>
            {standing === "newest" ? "Compare instead" : "Not now"}
          </Button>
          {standing === "moves" && (
            <Button look="primary" isDisabled={set.isPending} onPress={move}>
              {next === version.current ? "Move" : `Move and set version ${next}`}
            </Button>
          )}
        </div>
      </header>
      {set.error && <FailureNotice failure={set.error} onDismiss={() => set.reset()} />}
      <div className={styles.scroll}>
        {standing === "follows" && (
          <p className={styles.note}>
            The reference takes the newest version by itself: the next launch builds on it, and nothing in the
            files changes.
          </p>
        )}
        {standing === "moves" && (
          <div className={styles.version}>
            <h3 id="next-version">Version</h3>
            {version.automatic ? (
              <p className="dim">AWS numbers {version.current} by itself.</p>
            ) : (
              <>
                <Segments label="Version of the recipe" value={next} choices={choices} onChange={setChosen} />
                <p className="dim">
                  <Prose
                    text={[
                      ...(version.needed ? [`AWS holds ${version.current} already`] : []),
                      ...version.reasons,
                    ].join("; ")}
                  />
                </p>
              </>
            )}
          </div>
        )}
        {standing !== "newest" && isSame(comparison) ? (
          <Empty inline title="Nothing differs in the layers">
            The newer golden image has the same layers, parameters and documents, as far as they were read.
          </Empty>
        ) : (
          <ComparisonView comparison={comparison} />
        )}
      </div>
    </div>
  );
}
