import { Link } from "@tanstack/react-router";

import { Choice, TextField } from "@/pieces/form/fields";
import { KeyValues } from "@/pieces/form/KeyValues";
import { textAt } from "@/pieces/form/path";
import { ResourceEditor } from "@/pieces/form/ResourceEditor";
import { Columns, Section, Wide } from "@/pieces/form/Shell";
import { Volumes } from "@/pieces/volumes/Volumes";

import { Components } from "./Components";
import styles from "./containers.module.css";
import { Dockerfile } from "./Dockerfile";

/** A container recipe (botocore imagebuilder/2019-12-02 service-2.json, `CreateContainerRecipeRequest`). */
export function ContainerEditor({ name }: { name: string }) {
  return (
    <div className={styles.room}>
      <nav className={styles.back} aria-label="Where this is">
        <Link to="/images" className="link">
          Images
        </Link>
        <span className="dim">container recipe, checked here and not published by this version</span>
      </nav>
      <ResourceEditor
        resource={{ kind: "ContainerRecipe", name }}
        aside={({ value }) => <span className="mono">{textAt(value, ["semanticVersion"])}</span>}
      >
        {({ value }) => {
          const platform = textAt(value, ["platformOverride"]);
          return (
            <>
              <Section title="Recipe">
                <Columns>
                  <TextField
                    mono
                    path={["semanticVersion"]}
                    label="Version"
                    placeholder="1.0.0"
                    note="Three numbers. With x in place of the last ones AWS gives the next free number."
                  />
                  <TextField path={["description"]} label="Description" note="Up to 1,024 characters." />
                  <TextField
                    mono
                    path={["parentImage"]}
                    label="Parent image"
                    placeholder="amazonlinux:latest"
                    note="A container image of a registry, or the ARN of an Image Builder image."
                  />
                  <TextField
                    mono
                    path={["targetRepository", "repositoryName"]}
                    label="Target repository"
                    placeholder="payments/web"
                    note="In ECR. It must be there before the build."
                  />
                </Columns>
              </Section>
              <Section title="Components">
                <Components />
              </Section>
              <Dockerfile />
              <Section title="While it is built">
                <Columns>
                  <TextField
                    mono
                    path={["workingDirectory"]}
                    label="Working directory"
                    placeholder={platform === "Windows" ? "C:/" : "/tmp"}
                  />
                  <TextField
                    mono
                    path={["kmsKeyId"]}
                    label="Key of the Dockerfile template"
                    placeholder="AWS manages it"
                  />
                  <Choice
                    path={["platformOverride"]}
                    label="Platform"
                    otherwise="as the parent image says"
                    choices={[
                      { key: "Linux", label: "Linux" },
                      { key: "Windows", label: "Windows" },
                    ]}
                    note="Only for a parent image of a registry that does not say it."
                  />
                  <TextField
                    path={["imageOsVersionOverride"]}
                    label="System of the parent image"
                    placeholder="as the parent image says"
                  />
                  <Wide>
                    <TextField
                      mono
                      path={["instanceConfiguration", "image"]}
                      label="AMI of the build instance"
                      placeholder="an ECS-optimised AMI, as AWS decides"
                      note="An AMI id, or ssm: with a parameter."
                    />
                  </Wide>
                </Columns>
              </Section>
              <Volumes building platform={platform} path={["instanceConfiguration", "blockDeviceMappings"]} />
              <Section title="Tags">
                <Columns>
                  <KeyValues path={["tags"]} label="Tags of the recipe" what="tag" most={50} />
                </Columns>
              </Section>
            </>
          );
        }}
      </ResourceEditor>
    </div>
  );
}
