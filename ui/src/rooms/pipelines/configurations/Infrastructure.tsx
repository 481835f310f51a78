import { Notice } from "@/parts/states";
import { Choice, NumberField, Switch, TextField } from "@/pieces/form/fields";
import { KeyValues } from "@/pieces/form/KeyValues";
import { entriesAt, textAt } from "@/pieces/form/path";
import { ResourceEditor } from "@/pieces/form/ResourceEditor";
import { Columns, Section, Stack, Wide } from "@/pieces/form/Shell";
import { StringList } from "@/pieces/form/StringList";

/**
 * Keys of tags that Image Builder keeps for itself
 * (https://docs.aws.amazon.com/imagebuilder/latest/APIReference/API_CreateInfrastructureConfiguration.html).
 */
const RESERVED = ["CreatedBy", "Ec2ImageBuilderArn", "Name", "Tags"];

/** Every field of an infrastructure configuration. Limits are those of botocore imagebuilder/2019-12-02. */
export function Infrastructure({ name }: { name: string }) {
  return (
    <ResourceEditor resource={{ kind: "InfrastructureConfiguration", name }}>
      {({ value }) => (
        <>
          <Section title="Build instance">
            <Columns>
              <Wide>
                <TextField path={["description"]} label="Description" note="Up to 1,024 characters." />
              </Wide>
              <StringList
                ordered
                path={["instanceTypes"]}
                label="Instance types"
                what="instance type"
                placeholder="m6i.large"
                note="Tried from the top: when AWS has none of one type, the next is taken. All of the image’s architecture."
              />
              <Stack>
                <TextField
                  mono
                  path={["instanceProfileName"]}
                  label="Instance profile"
                  placeholder="EC2InstanceProfileForImageBuilder"
                  note="Required. The role of build and test instances."
                />
                <TextField
                  mono
                  path={["keyPair"]}
                  label="Key pair"
                  note="To log in to an instance whose build failed. Session Manager needs none."
                />
              </Stack>
            </Columns>
          </Section>
          <Section
            title="Network"
            about="Without a subnet AWS uses the default VPC. In a private subnet the build needs ways to ssm, ssmmessages, ec2messages, imagebuilder and s3."
          >
            <Columns>
              <TextField
                mono
                path={["subnetId"]}
                label="Subnet"
                placeholder="subnet-…"
                note="Needs security groups as well."
              />
              <StringList
                path={["securityGroupIds"]}
                label="Security groups"
                what="security group"
                placeholder="sg-…"
              />
            </Columns>
          </Section>
          <Section title="When the build ends">
            <Columns>
              <Switch
                path={["terminateInstanceOnFailure"]}
                label="After a failure"
                otherwise="AWS: terminate"
                yes="Terminate"
                no="Keep it"
                note="A kept instance can be looked at, and is paid for until somebody terminates it."
              />
              <Switch
                path={["terminateInstanceOnCompletion"]}
                label="After success"
                otherwise="AWS: terminate"
                yes="Terminate"
                no="Keep it"
              />
              <TextField
                mono
                path={["snsTopicArn"]}
                label="Topic that is told"
                placeholder="arn:aws:sns:…"
                note="A standard SNS topic. When it is encrypted, with a key of the same account."
              />
            </Columns>
          </Section>
          <Section title="Logs">
            <Columns>
              <TextField
                mono
                path={["logging", "s3Logs", "s3BucketName"]}
                label="Bucket"
                note="AWS does not check it: without s3:PutObject for the instance profile the logs are lost without a word."
              />
              <TextField mono path={["logging", "s3Logs", "s3KeyPrefix"]} label="Prefix" placeholder="none" />
            </Columns>
          </Section>
          <Section title="Instance metadata">
            <Columns>
              <Choice
                path={["instanceMetadataOptions", "httpTokens"]}
                label="Session tokens (IMDSv2)"
                otherwise="as AWS decides"
                choices={[
                  { key: "required", label: "required", note: "IMDSv2 only" },
                  { key: "optional", label: "optional", note: "IMDSv1 as well" },
                ]}
                note="Holds in the build and test instances, not in the image."
              />
              <NumberField
                path={["instanceMetadataOptions", "httpPutResponseHopLimit"]}
                label="Hop limit"
                placeholder="as AWS decides"
                least={1}
                most={64}
                note="Container builds that require tokens need 2."
              />
            </Columns>
          </Section>
          <Section title="Placement">
            <Columns>
              <TextField
                mono
                path={["placement", "availabilityZone"]}
                label="Availability Zone"
                placeholder="eu-west-1a"
              />
              <Choice
                path={["placement", "tenancy"]}
                label="Tenancy"
                otherwise="as AWS decides"
                choices={[
                  { key: "default", label: "default", note: "shared hardware" },
                  { key: "dedicated", label: "dedicated", note: "hardware of its own" },
                  { key: "host", label: "host", note: "a dedicated host" },
                ]}
              />
              <TextField mono path={["placement", "hostId"]} label="Dedicated host" placeholder="h-…" />
              <TextField
                mono
                path={["placement", "hostResourceGroupArn"]}
                label="Host resource group"
                placeholder="arn:aws:resource-groups:…"
              />
            </Columns>
          </Section>
          <Section
            title="Warm instance"
            about="Takes the build instance from an Auto Scaling group that keeps some ready, instead of launching one."
          >
            <Columns>
              <TextField
                mono
                path={["parentInstance", "autoScalingGroup", "name"]}
                label="Auto Scaling group"
              />
              <NumberField
                path={["parentInstance", "autoScalingGroup", "capacityWaitTimeoutSeconds"]}
                label="Longest wait for one"
                least={0}
                most={3_600}
                unit="seconds"
                {...(textAt(value, ["parentInstance", "autoScalingGroup", "name"]) === null
                  ? { note: "Only with a group." }
                  : {})}
              />
            </Columns>
          </Section>
          <Section title="Tags">
            {entriesAt(value, ["resourceTags"]).some(([key]) => RESERVED.includes(key)) && (
              <Notice tone="warn">
                AWS keeps the keys {RESERVED.join(", ")} for itself and refuses them on what it creates.
              </Notice>
            )}
            <Columns>
              <KeyValues
                path={["resourceTags"]}
                label="Tags of what it creates"
                what="tag"
                most={30}
                note={`On instances and volumes. Not ${RESERVED.join(", ")}.`}
              />
              <KeyValues path={["tags"]} label="Tags of the configuration" what="tag" most={50} />
            </Columns>
          </Section>
        </>
      )}
    </ResourceEditor>
  );
}
