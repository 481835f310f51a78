import type { Layer } from "@/contract";
import { IconButton } from "@/parts/Button";
import { CommittedField } from "@/parts/Field";
import { Menu } from "@/parts/Menu";

import styles from "./inspector.module.css";
import { pinMenu } from "./layerMenu";
import { writtenVersion } from "./pin";
import type { RecipeEdits } from "./useRecipe";

/** The version as the recipe writes it; empty follows the workspace's own. */
export function VersionField({ layer, edits }: { layer: Layer; edits: RecipeEdits }) {
  const written = writtenVersion(layer);
  const { resolved, wildcard } = layer.pin;
  const note =
    resolved === null
      ? undefined
      : wildcard
        ? `Resolves to ${resolved} now.`
        : written === ""
          ? "Follows the version in the workspace."
          : "Pinned.";
  return (
    <div className={styles.version}>
      <CommittedField
        mono
        label="Version"
        value={written}
        placeholder={layer.pin.written}
        note={note}
        error={resolved === null ? "Nothing has this version." : undefined}
        onCommit={(text) => edits.setVersions([{ slot: layer.slot, version: text.trim() || null }])}
      />
      <Menu label="Versions" groups={[pinMenu([layer], edits)]}>
        <IconButton icon="down" label="Pin, or follow" />
      </Menu>
    </div>
  );
}
