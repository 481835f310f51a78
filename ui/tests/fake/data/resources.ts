import type { ResourceKind } from "@/contract";

import type { Yaml } from "../yaml";
import { pipelines } from "./targets";

// The invented resources besides components, as their files have them.

export interface FakeResource {
  kind: ResourceKind;
  file: string;
  value: Record<string, Yaml>;
}

const KEY = "arn:aws:kms:eu-west-1:111122223333:alias/golden-images";
const ORGANISATION = "arn:aws:organizations::111122223333:organization/o-a1b2c3d4e5";
const UNIT = "arn:aws:organizations::111122223333:ou/o-a1b2c3d4e5/ou-ab12-cdef3456";

const infrastructure = (name: string, more: Record<string, Yaml>): FakeResource => ({
  kind: "InfrastructureConfiguration",
  file: `infrastructure/${name}.yaml`,
  value: { name, ...more },
});
const distribution = (name: string, more: Record<string, Yaml>): FakeResource => ({
  kind: "DistributionConfiguration",
  file: `distribution/${name}.yaml`,
  value: { name, ...more },
});
const container = (name: string, more: Record<string, Yaml>): FakeResource => ({
  kind: "ContainerRecipe",
  file: `containers/${name}.yaml`,
  value: { name, ...more },
});

const ami = (name: string, more: Record<string, Yaml>): Yaml => ({
  name: `${name}-{{ imagebuilder:buildDate }}`,
  ...more,
});

/** Twelve digits as the invented accounts have them. */
const account = (index: number): string => String(111122223333 + index * 4_040_407).padStart(12, "0");

export const resources: FakeResource[] = [
  infrastructure("build-small", {
    description: "Where images of product teams are built and tested.",
    instanceTypes: ["t3.medium", "t3a.medium"],
    instanceProfileName: "EC2InstanceProfileForImageBuilder",
    terminateInstanceOnFailure: "true",
    instanceMetadataOptions: { httpTokens: "required", httpPutResponseHopLimit: "1" },
    resourceTags: { Owner: "ccoe-images", CostCentre: "4100" },
    tags: { Owner: "ccoe-images" },
  }),
  infrastructure("build-large", {
    description: "For builds that compile.",
    instanceTypes: ["m7i.xlarge", "m6i.xlarge", "m5.xlarge"],
    instanceProfileName: "EC2InstanceProfileForImageBuilder",
    subnetId: "subnet-0a1b2c3d4e5f60718",
    terminateInstanceOnFailure: "false",
    logging: { s3Logs: { s3BucketName: "acme-image-logs", s3KeyPrefix: "imagebuilder" } },
    snsTopicArn: "arn:aws:sns:eu-west-1:111122223333:image-builds",
  }),
  distribution("organisation", {
    description: "Golden images, for the whole organisation.",
    distributions: ["eu-west-1", "eu-central-1", "us-east-1", "ap-southeast-2"].map((region, at) => ({
      region,
      amiDistributionConfiguration: ami("golden", {
        description: "Hardened golden image",
        ...(at > 0 ? { kmsKeyId: KEY.replace("eu-west-1", region) } : {}),
        amiTags: { Owner: "ccoe-images" },
        launchPermission: {
          organizationArns: [ORGANISATION],
          ...(at < 2 ? { organizationalUnitArns: [UNIT] } : {}),
        },
      }),
      ...(at === 0
        ? {
            ssmParameterConfigurations: [
              { parameterName: "/imagebuilder/golden/latest", dataType: "aws:ec2:image" },
            ],
          }
        : {}),
    })),
    tags: { Owner: "ccoe-images" },
  }),
  distribution("payments", {
    description: "Images of the payments team, for its own accounts.",
    distributions: [
      {
        region: "eu-west-1",
        amiDistributionConfiguration: ami("payments", {
          targetAccountIds: [account(10)],
          amiTags: { Owner: "payments" },
          launchPermission: { userIds: [account(0), account(20), account(30), "999988887777"] },
        }),
        launchTemplateConfigurations: [{ launchTemplateId: "lt-0123456789abcdef0", accountId: account(0) }],
      },
      {
        region: "eu-central-1",
        amiDistributionConfiguration: ami("payments", {
          kmsKeyId: KEY.replace("eu-west-1", "eu-central-1"),
          launchPermission: { userIds: [account(0)] },
        }),
      },
    ],
    tags: { Owner: "payments" },
  }),
  container("payments-worker", {
    description: "Queue workers of payments as a container.",
    semanticVersion: "1.3.0",
    containerType: "DOCKER",
    parentImage: "amazonlinux:2023",
    components: [
      { componentArn: "Component/openjdk-runtime/17.0.x" },
      { componentArn: "Component/payments-service" },
    ],
    targetRepository: { service: "ECR", repositoryName: "payments/worker" },
    workingDirectory: "/tmp",
    dockerfileTemplateData: [
      "FROM {{{ imagebuilder:parentImage }}}",
      "{{{ imagebuilder:environments }}}",
      "{{{ imagebuilder:components }}}",
      "",
      "USER 1000",
      'ENTRYPOINT ["/opt/payments/bin/worker"]',
      "",
    ].join("\n"),
    tags: { Owner: "payments" },
  }),
  container("search-indexer", {
    semanticVersion: "0.9.x",
    containerType: "DOCKER",
    parentImage: "public.ecr.aws/ubuntu/ubuntu:22.04",
    components: [{ componentArn: "Component/search-service" }],
    targetRepository: { service: "ECR", repositoryName: "search/indexer" },
    dockerfileTemplateData: [
      "FROM {{{ imagebuilder:parentImage }}}",
      "{{ imagebuilder:environments }}",
      'CMD ["indexer"]',
      "",
    ].join("\n"),
  }),
  ...pipelines.map((one): FakeResource => ({
    kind: "ImagePipeline",
    file: one.file,
    value: {
      name: one.name,
      imageRecipeArn: `ImageRecipe/${one.recipe}`,
      infrastructureConfigurationArn: `InfrastructureConfiguration/${one.infrastructure}`,
      distributionConfigurationArn: `DistributionConfiguration/${one.distribution}`,
    },
  })),
];

/** What recipes have besides their layers. */
export const recipeSettings: Record<string, Yaml> = {
  blockDeviceMappings: [
    {
      deviceName: "/dev/sda1",
      ebs: {
        volumeSize: "30",
        volumeType: "gp3",
        encrypted: "true",
        kmsKeyId: "alias/golden-images",
        deleteOnTermination: "true",
      },
    },
    {
      deviceName: "/dev/sdf",
      ebs: { volumeSize: "100", volumeType: "io2", iops: "80000", encrypted: "true" },
    },
  ],
  workingDirectory: "/opt/imagebuilder",
  additionalInstanceConfiguration: { systemsManagerAgent: { uninstallAfterBuild: "true" } },
  amiWatermarks: ["acme-golden"],
};
