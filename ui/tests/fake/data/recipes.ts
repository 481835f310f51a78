// The invented recipes, as small as the views need them. `layers` are in the order they run.

import type { Yaml } from "../yaml";

export interface FakeLayer {
  component: string;
  /** `3.4.x`; without it the workspace's own version. */
  pin?: string;
  values: Record<string, string>;
  /** Commented out in the file. */
  off?: boolean;
}

export interface FakeRecipe {
  name: string;
  version: string;
  owner: string;
  description: string;
  /** Another recipe's name, or `null` for the vendor's image. */
  parent: string | null;
  /** The version of the parent that it names; without it the newest. */
  standsOn?: string;
  os: string;
  /** As written, once somebody wrote it. */
  parentImage?: string;
  /** Fields besides the layers, once somebody edited one. */
  settings?: Record<string, Yaml>;
  layers: FakeLayer[];
}

const bare = (...names: string[]): FakeLayer[] => names.map((component) => ({ component, values: {} }));

export const recipes: FakeRecipe[] = [
  {
    name: "golden-ubuntu-22-04",
    version: "1.8.0",
    owner: "ccoe-images",
    description: "Ubuntu 22.04, hardened",
    parent: null,
    os: "Ubuntu 22.04",
    layers: [
      { component: "os-updates", pin: "1.0.x", values: {} },
      { component: "sshd-hardening", values: { MaxAuthTries: "3" } },
      ...bare("kernel-parameters", "password-policy", "audit-rules", "log-shipping"),
      ...bare("sshd-hardening-test", "audit-rules-test", "golden-baseline-test"),
    ],
  },
  {
    name: "payments-web",
    version: "2.1.0",
    owner: "payments",
    description: "Web tier of payments",
    parent: "golden-ubuntu-22-04",
    os: "Ubuntu 22.04",
    layers: [
      {
        component: "nginx-tls",
        pin: "1.12.0",
        values: { ServerName: "pay.example.com", Port: "8443", TlsMinimum: "TLSv1.3", WorkerProcesses: "4" },
      },
      { component: "openjdk-runtime", values: {} },
      { component: "payments-service", pin: "3.4.x", values: { User: "payments" } },
      { component: "payments-smoke", values: { Port: "8443", TimeoutSeconds: "90" } },
    ],
  },
  {
    name: "search-api",
    version: "1.0.0",
    owner: "search",
    description: "Search for the shop",
    parent: "golden-ubuntu-22-04",
    standsOn: "1.7.0",
    os: "Ubuntu 22.04",
    layers: [
      { component: "openjdk-runtime", values: { HeapSize: "4g" } },
      { component: "docker-engine", off: true, values: {} },
      {
        component: "search-service",
        values: { AdminPassword: "correct-horse", Shards: "4", IndexDir: "/srv/search" },
      },
    ],
  },
  {
    name: "golden-ubuntu-18-04",
    version: "2.6.0",
    owner: "ccoe-images",
    description: "Ubuntu 18.04 on extended support, until its last tenant moves",
    parent: null,
    os: "Ubuntu 18.04",
    layers: bare("os-updates", "sshd-hardening", "kernel-parameters", "audit-rules", "golden-baseline-test"),
  },
  {
    name: "golden-centos-7",
    version: "4.2.0",
    owner: "ccoe-images",
    description: "CentOS 7, end of life since 2024",
    parent: null,
    os: "CentOS 7",
    layers: bare("os-updates", "sshd-hardening", "password-policy", "audit-rules", "golden-baseline-test"),
  },
  {
    name: "ledger-batch",
    version: "3.3.0",
    owner: "ledger",
    description: "Night jobs of the ledger",
    parent: "golden-centos-7",
    os: "CentOS 7",
    layers: [{ component: "openjdk-runtime", values: { HeapSize: "8g" } }],
  },
];
