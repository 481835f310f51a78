import { IconButton } from "@/parts/Button";
import { Notice } from "@/parts/states";
import { Choice, NumberField, Switch, TextField } from "@/pieces/form/fields";
import { useForm } from "@/pieces/form/form";
import { KeyValues } from "@/pieces/form/KeyValues";
import { ObjectList } from "@/pieces/form/ObjectList";
import { listAt, textAt, textsAt } from "@/pieces/form/path";
import { Section } from "@/pieces/form/Shell";
import { StringList } from "@/pieces/form/StringList";

import type { Column } from "./matrix";
import styles from "./matrix.module.css";

/** What Image Builder's own role may write (managed policy AWSServiceRoleForImageBuilder, version 28). */
const WRITABLE = "/imagebuilder/";

/** What happens in one Region besides who gets the image. Limits are those of botocore imagebuilder/2019-12-02. */
export function RegionPanel({ column, onClose }: { column: Column; onClose: () => void }) {
  const { view } = useForm();
  const region = ["distributions", String(column.at)];
  return (
    <section className={styles.panel} aria-label={`Region ${column.region}`}>
      <div className={styles.panelHead}>
        <h2 className="mono clip">{column.region}</h2>
        <IconButton small icon="close" label="Close" onPress={onClose} />
      </div>
      <TextField mono path={[...region, "region"]} label="Region" placeholder="eu-west-1" />
      {column.ami ? <Ami region={region} /> : <Container region={region} />}
      {column.ami && (
        <>
          <Parameters region={region} />
          <Section title="Launch templates">
            <ObjectList
              path={[...region, "launchTemplateConfigurations"]}
              label="Get a version with the new AMI"
              what="launch template"
              most={100}
              blank={{ launchTemplateId: "lt-" }}
            >
              {(path) => (
                <>
                  <TextField
                    mono
                    path={[...path, "launchTemplateId"]}
                    label="Launch template"
                    placeholder="lt-0123456789abcdef0"
                  />
                  <TextField mono path={[...path, "accountId"]} label="Account" placeholder="this account" />
                  <Switch
                    path={[...path, "setDefaultVersion"]}
                    label="Make it the default version"
                    otherwise="AWS: yes"
                  />
                </>
              )}
            </ObjectList>
          </Section>
          <Section title="Licences">
            <StringList
              path={[...region, "licenseConfigurationArns"]}
              label="License Manager configurations"
              what="licence configuration"
              most={50}
              placeholder="arn:aws:license-manager:…"
            />
          </Section>
          <Section
            title="Export to S3"
            about="A disk image beside the AMI. Nothing is exported while these are empty."
          >
            <TextField
              mono
              path={[...region, "s3ExportConfiguration", "roleName"]}
              label="Role that writes"
            />
            <Choice
              path={[...region, "s3ExportConfiguration", "diskImageFormat"]}
              label="Format"
              otherwise="none"
              choices={["VMDK", "RAW", "VHD"].map((key) => ({ key, label: key }))}
            />
            <TextField mono path={[...region, "s3ExportConfiguration", "s3Bucket"]} label="Bucket" />
            <TextField
              mono
              path={[...region, "s3ExportConfiguration", "s3Prefix"]}
              label="Prefix"
              placeholder="none"
            />
          </Section>
          <Section
            title="Fast launch"
            about="For Windows: snapshots that are prepared before anybody launches."
          >
            <ObjectList
              path={[...region, "fastLaunchConfigurations"]}
              label="Accounts with fast launch"
              what="fast launch account"
              most={1_000}
              blank={{ enabled: "true" }}
            >
              {(path) => (
                <>
                  <TextField mono path={[...path, "accountId"]} label="Account" placeholder="this account" />
                  <Switch
                    path={[...path, "enabled"]}
                    label="Fast launch"
                    otherwise="not set"
                    yes="On"
                    no="Off"
                  />
                  <NumberField
                    path={[...path, "snapshotConfiguration", "targetResourceCount"]}
                    label="Snapshots kept ready"
                    least={1}
                    most={10_000}
                  />
                  <NumberField
                    path={[...path, "maxParallelLaunches"]}
                    label="Launches at once to make them"
                    least={1}
                    most={10_000}
                  />
                  <TextField
                    mono
                    path={[...path, "launchTemplate", "launchTemplateId"]}
                    label="Launch template"
                    placeholder="lt-…"
                  />
                  <TextField
                    mono
                    path={[...path, "launchTemplate", "launchTemplateName"]}
                    label="Or its name"
                  />
                  <TextField
                    mono
                    path={[...path, "launchTemplate", "launchTemplateVersion"]}
                    label="Its version"
                  />
                </>
              )}
            </ObjectList>
          </Section>
        </>
      )}
      {listAt(view.value, ["distributions"]).length > 1 && column.at === 0 && (
        <p className="dim small">It is the first one: by convention the Region of the build.</p>
      )}
    </section>
  );
}

function Ami({ region }: { region: string[] }) {
  const { view } = useForm();
  const ami = [...region, "amiDistributionConfiguration"];
  const copies = textsAt(view.value, [...ami, "targetAccountIds"]).length;
  const key = textAt(view.value, [...ami, "kmsKeyId"]);
  return (
    <Section title="AMI">
      <TextField
        mono
        path={[...ami, "name"]}
        label="Name"
        placeholder="web-{{ imagebuilder:buildDate }}"
        note="1 to 127 characters, with {{ imagebuilder:buildDate }} in it: two AMIs of one name cannot be in a Region."
      />
      <TextField path={[...ami, "description"]} label="Description" />
      <TextField
        mono
        path={[...ami, "kmsKeyId"]}
        label="Key of the copies"
        placeholder="as the recipe’s volumes"
        note="Encrypts what is copied to this Region; the AMI of the build has the key of the recipe. A key of this Region."
      />
      {copies > 0 && key?.endsWith("alias/aws/ebs") && (
        <Notice tone="warn">Other accounts cannot use what the AWS-managed key encrypts.</Notice>
      )}
      <KeyValues path={[...ami, "amiTags"]} label="Tags of the AMI" what="tag" most={50} />
    </Section>
  );
}

function Parameters({ region }: { region: string[] }) {
  const { view } = useForm();
  const path = [...region, "ssmParameterConfigurations"];
  const outside = listAt(view.value, path)
    .map((entry) => textAt(entry, ["parameterName"]) ?? "")
    .filter((name) => name !== "" && !name.startsWith(WRITABLE));
  return (
    <Section title="SSM parameters">
      {outside.length > 0 && (
        <Notice tone="warn">
          Image Builder’s own role may write below <span className="mono">{WRITABLE}</span> only;{" "}
          <span className="mono foreign">{outside.join(", ")}</span> needs an execution role in the pipeline.
        </Notice>
      )}
      <ObjectList
        path={path}
        label="Hold the id of the newest AMI"
        what="SSM parameter"
        blank={{ parameterName: `${WRITABLE}${view.name}/latest`, dataType: "aws:ec2:image" }}
      >
        {(entry) => (
          <>
            <TextField
              mono
              path={[...entry, "parameterName"]}
              label="Name"
              placeholder="/imagebuilder/web/latest"
              note="Letters, digits and _ . - /, up to 1,011 characters."
            />
            <Choice
              path={[...entry, "dataType"]}
              label="Data type"
              otherwise="as AWS decides"
              choices={[
                { key: "aws:ec2:image", label: "aws:ec2:image", note: "checked to be an AMI" },
                { key: "text", label: "text" },
              ]}
            />
            <TextField
              mono
              path={[...entry, "amiAccountId"]}
              label="Account of the AMI"
              placeholder="this account"
            />
          </>
        )}
      </ObjectList>
    </Section>
  );
}

function Container({ region }: { region: string[] }) {
  const container = [...region, "containerDistributionConfiguration"];
  return (
    <Section title="Container image">
      <TextField path={[...container, "description"]} label="Description" />
      <TextField
        mono
        path={[...container, "targetRepository", "repositoryName"]}
        label="Repository"
        note="In ECR, of this Region; it must be there before."
      />
      <StringList path={[...container, "containerTags"]} label="Tags of the image" what="image tag" />
    </Section>
  );
}
