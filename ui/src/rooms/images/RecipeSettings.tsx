import type { RecipeView } from "@/contract";
import { Button } from "@/parts/Button";
import { CommittedField } from "@/parts/Field";

import styles from "./settings.module.css";
import type { RecipeEdits } from "./useRecipe";

/** The recipe's own fields as a form; lists are read here and edited in the source. */
export function RecipeSettings({
  view,
  edits,
  onSource,
}: {
  view: RecipeView;
  edits: RecipeEdits;
  onSource: () => void;
}) {
  const orNone = (text: string) => (text.trim() === "" ? null : text);
  return (
    <div className={styles.settings}>
      <div className={styles.form}>
        <CommittedField
          mono
          label="Version"
          value={view.version}
          note="semanticVersion. AWS keeps a published version as it is: a change of the layers needs a new one."
          onCommit={(text) => edits.setField("semantic_version", orNone(text))}
        />
        <CommittedField
          label="Description"
          value={view.description ?? ""}
          onCommit={(text) => edits.setField("description", orNone(text))}
        />
        <CommittedField
          mono
          label="Parent image"
          value={view.parent_image ?? ""}
          note="ImageRecipe/<name>/<version>, an AMI id, ssm:<parameter>, or the ARN of an image."
          onCommit={(text) => edits.setField("parent_image", orNone(text))}
        />
        <CommittedField
          mono
          label="Working directory"
          value={view.working_directory ?? ""}
          placeholder="Image Builder's own"
          note="Where the steps of the build and test stages run."
          onCommit={(text) => edits.setField("working_directory", orNone(text))}
        />
      </div>
      <section>
        <h2>Volumes</h2>
        {view.volumes.length === 0 ? (
          <p className="dim">As the parent image has them.</p>
        ) : (
          <table className={styles.table}>
            <thead>
              <tr>
                {["Device", "Size", "Type", "Encrypted", "Key"].map((title) => (
                  <th key={title}>{title}</th>
                ))}
              </tr>
            </thead>
            <tbody>
              {view.volumes.map((volume) => (
                <tr key={volume.device}>
                  <td className="mono">{volume.device}</td>
                  <td className="figures">{volume.size === null ? "as the parent" : `${volume.size} GiB`}</td>
                  <td className="mono">{volume.volume_type ?? "as the parent"}</td>
                  <td>{volume.encrypted === null ? "as the parent" : volume.encrypted ? "yes" : "no"}</td>
                  <td className="mono foreign">{volume.kms_key}</td>
                </tr>
              ))}
            </tbody>
          </table>
        )}
      </section>
      <section>
        <h2>Tags of the image</h2>
        {view.ami_tags.length === 0 ? (
          <p className="dim">None.</p>
        ) : (
          <table className={styles.table}>
            <thead>
              <tr>
                <th>Key</th>
                <th>Value</th>
              </tr>
            </thead>
            <tbody>
              {view.ami_tags.map((tag) => (
                <tr key={tag.key}>
                  <td className="mono foreign">{tag.key}</td>
                  <td className="mono foreign">{tag.value}</td>
                </tr>
              ))}
            </tbody>
          </table>
        )}
      </section>
      <section>
        <h2>Agent and user data</h2>
        <p className="dim">
          {view.uninstall_agent === null
            ? "The Systems Manager agent: Image Builder decides."
            : view.uninstall_agent
              ? "The Systems Manager agent is removed after the build."
              : "The Systems Manager agent stays in the image."}{" "}
          {view.user_data_override
            ? "The recipe brings its own user data."
            : "Image Builder's own user data."}
        </p>
      </section>
      <div>
        <Button small onPress={onSource}>
          Edit these in the source
        </Button>
      </div>
    </div>
  );
}
