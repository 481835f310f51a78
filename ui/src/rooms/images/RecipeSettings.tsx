import type { RecipeView } from "@/contract";
import { Button } from "@/parts/Button";
import { CommittedField } from "@/parts/Field";

import styles from "./settings.module.css";
import type { RecipeEdits } from "./useRecipe";

/** The recipe's own fields as a form; the rest is edited in the source. */
export function RecipeSettings({
  view,
  edits,
  onSource,
}: {
  view: RecipeView;
  edits: RecipeEdits;
  onSource: () => void;
}) {
  const set = (field: string, text: string) =>
    edits.setFields([{ path: [field], value: text.trim() === "" ? null : text }]);
  return (
    <div className={styles.settings}>
      <div className={styles.form}>
        <CommittedField
          mono
          label="Version"
          value={view.version}
          note="semanticVersion. AWS keeps a published version as it is: a change of the layers needs a new one."
          onCommit={(text) => set("semanticVersion", text)}
        />
        <CommittedField
          label="Description"
          value={view.description ?? ""}
          onCommit={(text) => set("description", text)}
        />
        <CommittedField
          mono
          label="Parent image"
          value={view.parent_image ?? ""}
          note="ImageRecipe/<name>/<version>, an AMI id, ssm:<parameter>, or the ARN of an image."
          onCommit={(text) => set("parentImage", text)}
        />
        <CommittedField
          mono
          label="Working directory"
          value={view.working_directory ?? ""}
          placeholder="Image Builder's own"
          note="Where the steps of the build and test stages run."
          onCommit={(text) => set("workingDirectory", text)}
        />
      </div>
      <div>
        <Button small onPress={onSource}>
          Edit the rest in the source
        </Button>
      </div>
    </div>
  );
}
