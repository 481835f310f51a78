import { useAsk, type CompareView, type Comparison, type Side, type Sides } from "@/contract";
import { Button, IconButton } from "@/parts/Button";
import { CopyText } from "@/parts/CopyButton";
import { SearchSelect } from "@/parts/SearchSelect";
import { Empty, Trouble } from "@/parts/states";
import { newStore, useStore } from "@/parts/store";
import { localTime } from "@/parts/time";
import { perform } from "@/pieces/actions";
import { Answer, type AnswerProps } from "@/pieces/Answer";
import { useReach } from "@/pieces/session";

import styles from "./compare.module.css";
import { ComparisonView } from "./ComparisonView";
import { markdownOf } from "./markdown";
import { files, isSame, keyOfSide, labelOf, sideGroups } from "./sides";
import { useDefaultLeft } from "./useDefaultLeft";

interface Chosen {
  left?: Side;
  right?: Side;
}

/** What was chosen for each recipe, until the program ends: one comes back from a document to the same comparison. */
const chosen = newStore<Record<string, Chosen>>({});

/** Two states of a recipe side by side. */
export function CompareTab({ recipe }: { recipe: string }) {
  const sides = useAsk("compare.sides", { recipe });
  return <Answer query={sides}>{(data) => <Compare recipe={recipe} sides={data} />}</Answer>;
}

function Compare({ recipe, sides }: { recipe: string; sides: Sides }) {
  const mine = useStore(chosen)[recipe] ?? {};
  const right = mine.right ?? files(recipe);
  const { left: proposed, none } = useDefaultLeft(recipe, sides, right, mine.left === undefined);
  const left = mine.left ?? proposed;
  const answer = useAsk(
    "compare.run",
    { left: left ?? right, right },
    { enabled: left !== null, keepPrevious: true },
  );
  const choose = (next: Chosen) => chosen.set((before) => ({ ...before, [recipe]: { ...mine, ...next } }));
  const words = { left: left ? labelOf(left, recipe) : "choose", right: labelOf(right, recipe) };
  const result = answer.data?.comparison;
  return (
    <div className={styles.compare}>
      <div className={styles.bar} role="group" aria-label="What is compared">
        <Picker
          label="Before"
          side={left}
          {...{ recipe, sides }}
          onChange={(side) => choose({ left: side })}
        />
        <IconButton
          icon="swap"
          label="Swap both sides"
          isDisabled={left === null}
          onPress={() => {
            if (left) choose({ left: right, right: left });
          }}
        />
        <Picker
          label="After"
          side={right}
          {...{ recipe, sides }}
          onChange={(side) => choose({ right: side })}
        />
        {result && !answer.isPlaceholderData && !isSame(result) && (
          <span className={styles.copy}>
            <CopyText text={() => markdownOf(result, words.left, words.right)}>Copy as Markdown</CopyText>
          </span>
        )}
      </div>
      <div className={styles.scroll} aria-busy={answer.isPlaceholderData}>
        {none ? (
          <Empty title="Nothing to compare with yet">
            No commit holds this recipe, and no version of it was read from AWS. Choose another recipe on the
            left, or type the name of a branch.
          </Empty>
        ) : (
          <CompareAnswer query={answer} sides={[left, right]}>
            {(view) => <Result comparison={view.comparison} left={words.left} right={words.right} />}
          </CompareAnswer>
        )}
      </div>
    </div>
  );
}

function Result({ comparison, left, right }: { comparison: Comparison; left: string; right: string }) {
  if (isSame(comparison)) {
    const { unchanged } = comparison;
    const layers = unchanged === 1 ? "the one layer" : `all ${unchanged} layers`;
    return (
      <Empty title="Nothing differs">
        {`Before (${left}) and after (${right}) are the same in ${layers} of the lineage, in their parameters and documents, and in the fields of the recipe.`}
      </Empty>
    );
  }
  return <ComparisonView comparison={comparison} />;
}

/** What AWS holds and nobody read is read by a sync, not by asking again. */
function CompareAnswer(props: AnswerProps<CompareView> & { sides: (Side | null)[] }) {
  const { query, sides, children } = props;
  const { error } = query;
  const reach = useReach();
  if (!error || error.code !== "not_found" || !sides.some((side) => side?.at.at === "aws"))
    return <Answer query={query}>{children}</Answer>;
  return (
    <Trouble
      tone="warning"
      title="It was not read"
      message={error.message}
      hints={reach.why === null ? error.hints : [...error.hints, reach.why]}
      detail={error.detail}
      actions={
        <Button isDisabled={!reach.online} onPress={() => perform("aws.sync")}>
          Sync now
        </Button>
      }
    />
  );
}

interface PickerProps {
  label: string;
  side: Side | null;
  recipe: string;
  sides: Sides;
  onChange: (side: Side) => void;
}

function Picker({ label, side, recipe, sides, onChange }: PickerProps) {
  const groups = (query: string) => sideGroups(recipe, sides, query, localTime);
  return (
    <SearchSelect
      label={label}
      shown={side ? labelOf(side, recipe) : "choose"}
      value={side && keyOfSide(side)}
      groupsFor={groups}
      placeholder="Find a commit, a version or a recipe"
      empty="Nothing matches, and it is no revision."
      onChange={(key) => {
        // What is typed is offered as a revision, whose key says which.
        const typed = /^git (\S+) of /.exec(key)?.[1] ?? "";
        const choice = [...groups(""), ...groups(typed)]
          .flatMap((group) => group.choices)
          .find((one) => one.key === key);
        if (choice) onChange(choice.side);
      }}
    />
  );
}
