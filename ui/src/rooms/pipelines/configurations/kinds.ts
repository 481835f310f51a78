/** The lists beside the pipelines, as addresses name them. */
export type View = "infrastructure" | "distribution";

export const kinds = {
  infrastructure: {
    kind: "InfrastructureConfiguration",
    title: "Infrastructure",
    what: "infrastructure configuration",
    about:
      "Where images are built and tested: which instances, in which network, with which role, and where their logs go.",
  },
  distribution: {
    kind: "DistributionConfiguration",
    title: "Distribution",
    what: "distribution configuration",
    about: "Where finished images go: to which Regions, and which accounts may launch or get a copy of them.",
  },
} as const;
