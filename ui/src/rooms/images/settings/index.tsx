import { useAsk } from "@/contract";
import { Switch, TextField } from "@/pieces/form/fields";
import { KeyValues } from "@/pieces/form/KeyValues";
import { ResourceForm } from "@/pieces/form/ResourceForm";
import { Columns, Section, Wide } from "@/pieces/form/Shell";
import { StringList } from "@/pieces/form/StringList";
import { Volumes } from "@/pieces/volumes/Volumes";

import { Parent } from "./Parent";
import styles from "./settings.module.css";
import { UserData } from "./UserData";
import { Version } from "./Version";

/** Everything of a recipe but its layers. */
export function RecipeSettings(props: { recipe: string; onSource: (line?: number) => void }) {
  const { recipe, onSource } = props;
  const platform = useAsk("recipe.get", { recipe }).data?.platform ?? null;
  const windows = platform === "Windows";
  return (
    <div className={styles.settings}>
      <ResourceForm resource={{ kind: "ImageRecipe", name: recipe }} onSource={onSource}>
        {() => (
          <>
            <Section title="Recipe">
              <Columns>
                <Version recipe={recipe} />
                <Wide>
                  <TextField path={["description"]} label="Description" note="Up to 1,024 characters." />
                </Wide>
                <Wide>
                  <Parent own={recipe} />
                </Wide>
              </Columns>
            </Section>
            <Volumes platform={platform} />
            <Section title="While it is built">
              <Columns>
                <TextField
                  mono
                  path={["workingDirectory"]}
                  label="Working directory"
                  placeholder={windows ? "C:/" : "/tmp"}
                  note={
                    windows
                      ? "Where components run. C:/ when nothing is written."
                      : "Where components run. /tmp when nothing is written; where /tmp is mounted noexec, as on CIS images, name another."
                  }
                />
                {windows ? (
                  <p className="dim">The Systems Manager agent stays: AWS removes it from Linux only.</p>
                ) : (
                  <Switch
                    path={["additionalInstanceConfiguration", "systemsManagerAgent", "uninstallAfterBuild"]}
                    label="Systems Manager agent"
                    otherwise="As AWS decides"
                    yes="Remove it"
                    no="Keep it"
                    note="After the build, before the image is made."
                  />
                )}
              </Columns>
            </Section>
            <UserData platform={platform} />
            <Section title="Marks and tags">
              <Columns>
                <KeyValues
                  path={["amiTags"]}
                  label="Tags of the AMI"
                  what="tag"
                  most={50}
                  note="On the AMI that the build makes; a distribution sets those of its copies."
                />
                <KeyValues
                  path={["tags"]}
                  label="Tags of the recipe"
                  what="tag"
                  most={50}
                  note="On the recipe itself, not on the image."
                />
                <StringList
                  path={["amiWatermarks"]}
                  label="Watermarks"
                  what="watermark"
                  most={5}
                  note="Names of 3 to 128 characters that follow the AMI’s copies across Regions and accounts. An AMI with one cannot be made public."
                />
              </Columns>
            </Section>
          </>
        )}
      </ResourceForm>
    </div>
  );
}
