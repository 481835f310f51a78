import { useAsk } from "@/contract";
import { Button } from "@/parts/Button";
import { useRemembered } from "@/parts/remembered";
import { SplitPane } from "@/parts/SplitPane";
import { useWidth } from "@/parts/useWidth";
import { FileEditor } from "@/pieces/FileEditor";
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
  const view = useAsk("recipe.get", { recipe }).data;
  const [beside, setBeside] = useRemembered("settings.beside", false);
  const [whole, width] = useWidth(1000);
  const platform = view?.platform ?? null;
  const windows = platform === "Windows";
  const form = (
    <div className={styles.settings}>
      <div className={styles.top}>
        <Button small icon="beside" onPress={() => setBeside(!beside)}>
          {beside ? "Hide the source" : "Source beside it"}
        </Button>
      </div>
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
  return (
    <div ref={whole} className={styles.whole}>
      <SplitPane
        name="settings.source"
        label="Width of the source"
        side="end"
        initial={Math.round(width / 2)}
        min={300}
        max={Math.max(300, width - 380)}
        pane={beside && view ? <FileEditor file={view.file} buttons={false} /> : null}
      >
        {form}
      </SplitPane>
    </div>
  );
}
