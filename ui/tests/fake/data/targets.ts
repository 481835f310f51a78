import type { AccountView, PipelineView, ShareView } from "@/contract";

import { runs } from "./runs";

const pipeline = (name: string, more: Partial<PipelineView>): PipelineView => ({
  name,
  description: null,
  recipe: name,
  infrastructure: "build-small",
  distribution: "organisation",
  regions: ["eu-west-1", "eu-central-1"],
  instance_types: ["t3.medium", "t3a.medium"],
  schedule: null,
  timezone: null,
  enabled: true,
  tests: true,
  scanning: true,
  file: `pipelines/${name}.yaml`,
  left_out: null,
  published: true,
  last_run: runs.find((run) => run.pipeline === name) ?? null,
  ...more,
});

export const pipelines: PipelineView[] = [
  pipeline("golden-centos-7", {
    description: "Monthly while the systems that need it are moved away.",
    schedule: "cron(0 3 ? * TUE#1 *)",
    timezone: "Europe/Berlin",
    enabled: false,
    scanning: false,
  }),
  pipeline("golden-ubuntu-22-04", {
    description: "The hardened Ubuntu of the whole organisation.",
    schedule: "cron(0 6 ? * MON *)",
    timezone: "Europe/Berlin",
    regions: ["eu-west-1", "eu-central-1", "us-east-1", "ap-southeast-2"],
  }),
  pipeline("ledger-batch", {
    schedule: "cron(0 9 1,15 * ? *)",
    distribution: "payments",
    regions: ["eu-west-1"],
  }),
  pipeline("payments-web", {
    description: "The web tier of payments, upon the golden Ubuntu.",
    schedule: "cron(0 2 ? * WED *)",
    timezone: "Europe/Berlin",
    distribution: "payments",
  }),
  pipeline("search-api", {
    published: false,
    tests: false,
    infrastructure: "build-large",
    instance_types: ["m7i.xlarge"],
  }),
];

const UNITS = ["Security", "Infrastructure", "Workloads / Production", "Workloads / Staging", "Sandboxes"];
const TEAMS = [
  "payments",
  "search",
  "ledger",
  "mobile",
  "billing",
  "identity",
  "data",
  "media",
  "fraud",
  "risk",
];

export const accounts: AccountView[] = Array.from({ length: 212 }, (_, index) => {
  const team = TEAMS[index % TEAMS.length] ?? "";
  const unit = UNITS[(index * 7) % UNITS.length] ?? "";
  const place = unit.split(" / ").at(-1)?.toLowerCase() ?? "";
  return {
    account: String(111122223333 + index * 4_040_407).padStart(12, "0"),
    name: `${team}-${place}${index < 50 ? "" : `-${Math.floor(index / 50) + 1}`}`,
    email: index % 9 === 0 ? null : `aws+${team}-${index}@acme.example`,
    status: index % 41 === 40 ? "SUSPENDED" : "ACTIVE",
    ou_path: unit,
  };
});

const image = (name: string, version: string) =>
  `arn:aws:imagebuilder:eu-west-1:111122223333:image/${name}/${version}`;

export const shares: ShareView[] = [
  {
    name: "golden-images",
    status: "ACTIVE",
    principals: ["arn:aws:organizations::111122223333:organization/o-a1b2c3d4e5"],
    resources: [
      image("golden-ubuntu-22-04", "1.8.0/3"),
      image("golden-centos-7", "4.2.0/1"),
      "arn:aws:imagebuilder:eu-west-1:111122223333:component/sshd-hardening/2.4.0/1",
    ],
    allow_external_principals: false,
  },
  {
    name: "golden-images-partners",
    status: "ACTIVE",
    principals: ["444455556666", "777788889999"],
    resources: [image("golden-ubuntu-22-04", "1.7.0/2")],
    allow_external_principals: true,
  },
  {
    name: "security-agents",
    status: "PENDING",
    principals: ["arn:aws:organizations::111122223333:ou/o-a1b2c3d4e5/ou-ab12-cdef3456"],
    resources: ["arn:aws:imagebuilder:eu-west-1:333344445555:component/edr-agent/6.2.0/1"],
    allow_external_principals: false,
  },
];
