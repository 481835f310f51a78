import { useDo, type RecipeView } from "@/contract";
import { Button } from "@/parts/Button";
import { Menu } from "@/parts/Menu";

import styles from "./update.module.css";
import { proposedVersion, versionChoices } from "./version";

/** Beside the version, when AWS holds it already and it is another recipe there: the next one, a press away. */
export function NextVersion({ view: { recipe, next_version: advice } }: { view: RecipeView }) {
  const set = useDo("resource.set");
  const proposed = proposedVersion(advice);
  if (!advice.needed || proposed === advice.current) return null;
  return (
    <span className={styles.next}>
      <span aria-hidden="true">→</span>
      <Menu
        label="Next version"
        at="start"
        groups={[
          {
            id: "next",
            title: [`AWS holds ${advice.current} already`, ...advice.reasons].join("; "),
            entries: versionChoices(advice).map((choice) => ({
              id: choice.key,
              label: choice.label,
              ...(choice.key === proposed ? { note: "proposed" } : {}),
              act: () =>
                set.mutate({
                  resource: { kind: "ImageRecipe", name: recipe },
                  changes: [{ path: ["semanticVersion"], value: choice.key }],
                }),
            })),
          },
        ]}
      >
        <Button
          look="link"
          aria-label={`AWS holds ${advice.current} already. Choose the next version, for example ${proposed}`}
        >
          {proposed}
        </Button>
      </Menu>
      {set.error && (
        <span role="alert" className="small" title={set.error.hints.join(" ")}>
          {set.error.message}
        </span>
      )}
    </span>
  );
}
