import type { FieldEdit, ResourceKind, ResourceSummary } from "@/contract";

import type { ShortKind } from "./open";

/** What a kind is called in a sentence. */
export const kindWords: Record<ResourceKind, string> = {
  Component: "component",
  ImageRecipe: "image recipe",
  ContainerRecipe: "container recipe",
  InfrastructureConfiguration: "infrastructure configuration",
  DistributionConfiguration: "distribution configuration",
  ImagePipeline: "pipeline",
};

/** `ResourceName` (botocore imagebuilder/2019-12-02 service-2.json). */
const NAME = /^[-_A-Za-z0-9][-_A-Za-z0-9 ]{1,126}[-_A-Za-z0-9]$/;

/** As AWS writes it in ARNs: names that are the same here are one resource there. */
export function normalised(name: string): string {
  return name.toLowerCase().replaceAll(/[ _]/g, "-");
}

/** What is wrong with a name for a resource of `kind`; `undefined` when nothing is, and before anything was typed. */
export function nameFault(
  name: string,
  kind: ResourceKind,
  resources: ResourceSummary[],
  own?: string,
): string | undefined {
  if (name === "") return undefined;
  if (!NAME.test(name)) return "Use 3 to 128 letters, digits, spaces, hyphens and underscores.";
  const taken = resources.find(
    (one) => one.kind === kind && one.name !== own && normalised(one.name) === normalised(name),
  );
  if (!taken) return undefined;
  return taken.name === name
    ? `The workspace has a ${kindWords[kind]} of this name.`
    : `To AWS this is the same name as ${taken.name}.`;
}

/** A free name for a copy: `base-copy`, `base-copy-2`. */
export function copyName(name: string, kind: ResourceKind, resources: ResourceSummary[]): string {
  const stem = name.slice(0, 118);
  for (let at = 1; ; at++) {
    const wanted = at === 1 ? `${stem}-copy` : `${stem}-copy-${at}`;
    if (nameFault(wanted, kind, resources) === undefined) return wanted;
  }
}

export interface Asking {
  label: string;
  api: string;
  placeholder: string;
  /** What stands in the field before anything is typed. */
  initial: string;
  note: string;
}

/** The fields that a new resource cannot do without, besides its name. */
export const asking: Record<ShortKind, [Asking, Asking]> = {
  InfrastructureConfiguration: [
    {
      label: "Instance profile",
      api: "instanceProfileName",
      placeholder: "EC2InstanceProfileForImageBuilder",
      initial: "EC2InstanceProfileForImageBuilder",
      note: "The role that build and test instances have.",
    },
    {
      label: "Instance type",
      api: "instanceTypes",
      placeholder: "m6i.large",
      initial: "",
      note: "Its architecture is the image's. Without one AWS chooses.",
    },
  ],
  DistributionConfiguration: [
    {
      label: "First Region",
      api: "region",
      placeholder: "eu-west-1",
      initial: "",
      note: "The Region of the build comes first.",
    },
    {
      label: "Name of the AMI",
      api: "amiDistributionConfiguration.name",
      placeholder: "web-{{ imagebuilder:buildDate }}",
      initial: "",
      note: "With the build date in it, so that no two builds collide.",
    },
  ],
  ContainerRecipe: [
    {
      label: "Parent image",
      api: "parentImage",
      placeholder: "amazonlinux:latest",
      initial: "",
      note: "A container image of a registry, or the ARN of an Image Builder image.",
    },
    {
      label: "Target repository",
      api: "targetRepository.repositoryName",
      placeholder: "payments/web",
      initial: "",
      note: "In ECR; it must be there before the build.",
    },
  ],
};

/** The Dockerfile of a new container recipe: each placeholder once, in the order Docker needs. */
export const DOCKERFILE = [
  "FROM {{{ imagebuilder:parentImage }}}",
  "{{{ imagebuilder:environments }}}",
  "{{{ imagebuilder:components }}}",
  "",
].join("\n");

/** The fields of a new resource. */
export function newFields(kind: ShortKind, name: string, [first, second]: [string, string]): FieldEdit[] {
  switch (kind) {
    case "InfrastructureConfiguration":
      return [
        { path: ["instanceProfileName"], value: first },
        ...(second === "" ? [] : [{ path: ["instanceTypes"], value: [second] }]),
      ];
    case "DistributionConfiguration":
      return [
        {
          path: ["distributions"],
          value: [
            {
              region: first,
              amiDistributionConfiguration: { name: second || `${name}-{{ imagebuilder:buildDate }}` },
            },
          ],
        },
      ];
    case "ContainerRecipe":
      return [
        { path: ["semanticVersion"], value: "1.0.0" },
        { path: ["containerType"], value: "DOCKER" },
        { path: ["parentImage"], value: first },
        { path: ["targetRepository"], value: { service: "ECR", repositoryName: second } },
        { path: ["dockerfileTemplateData"], value: DOCKERFILE },
      ];
  }
}
