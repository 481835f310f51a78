import { useNavigate } from "@tanstack/react-router";
import { useState } from "react";

import { useAsk, useDo, type UpdateProposal } from "@/contract";
import { Button } from "@/parts/Button";
import { Segments } from "@/parts/Field";
import { Prose } from "@/parts/Prose";
import { Empty } from "@/parts/states";
import { toast } from "@/parts/toast";
import { Answer } from "@/pieces/Answer";
import { FailureNotice } from "@/pieces/FailureView";
import { openLaunch } from "@/pieces/launch/open";

import { ComparisonView } from "./ComparisonView";
import { isSame } from "./sides";
import styles from "./update.module.css";
import { editsOf, proposedVersion, versionChoices } from "./version";

/** Moving an overlay onto the newest golden image, with what it would change. */
export function Update({ recipe }: { recipe: string }) {
  const proposal = useAsk("stale.propose", { recipe });
  return <Answer query={proposal}>{(data) => <Proposal proposal={data} />}</Answer>;
}

const newestOf = (proposal: UpdateProposal): string =>
  proposal.new_reference.split("/").at(-1)?.replace(/:.*/, "") ?? "";

function Proposal({ proposal }: { proposal: UpdateProposal }) {
  const { recipe, golden, reference, new_reference, comparison, version } = proposal;
  const navigate = useNavigate();
  const set = useDo("resource.set");
  const undo = useDo("file.undo");
  const [chosen, setChosen] = useState<string | null>(null);
  const follows = reference === new_reference;
  const choices = versionChoices(version);
  const next = chosen ?? proposedVersion(version);
  const leave = (tab: "layers" | "compare") =>
    void navigate({ to: "/images/$recipe", params: { recipe }, search: { tab } });
  const move = () =>
    set.mutate(
      { resource: { kind: "ImageRecipe", name: recipe }, changes: editsOf(proposal, next) },
      {
        onSuccess: (view) => {
          toast(`${recipe} stands on ${golden} ${newestOf(proposal)} now`, {
            label: "Undo",
            act: () => undo.mutate({ file: view.file }),
          });
          leave("layers");
        },
      },
    );
  return (
    <div className={styles.update}>
      <header className={styles.head}>
        <div className={styles.words}>
          <h2>{follows ? `${golden} moved on` : `Move to ${golden} ${newestOf(proposal)}`}</h2>
          <p className={`mono foreign ${styles.references}`}>
            {reference}
            {!follows && (
              <>
                <span className={styles.arrow}> → </span>
                <strong>{new_reference}</strong>
              </>
            )}
          </p>
        </div>
        <div className={styles.actions}>
          <Button look="quiet" onPress={() => leave("compare")}>
            Not now
          </Button>
          {follows ? (
            <Button look="primary" onPress={() => openLaunch([recipe])}>
              Launch…
            </Button>
          ) : (
            <Button look="primary" isDisabled={set.isPending} onPress={move}>
              {next === version.current ? "Move" : `Move and set version ${next}`}
            </Button>
          )}
        </div>
      </header>
      {set.error && <FailureNotice failure={set.error} onDismiss={() => set.reset()} />}
      <div className={styles.scroll}>
        {follows ? (
          <p className={styles.note}>
            The reference takes the newest version by itself: the next build stands on it, and nothing in the
            files changes.
          </p>
        ) : (
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
        {isSame(comparison) ? (
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
