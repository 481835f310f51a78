import type { Comparison, Effect, LayerChange, LayerDifference, Revision } from "@/contract";

// What the invented recipe payments-web looked like before.

const AUTHORS = ["Grace Hopper", "Linus Larsen", "Amira Haddad", "Tomás Ferreira"];
const SUMMARIES = [
  "nginx-tls: TLS 1.3 only",
  "Pin payments-service to 3.4.x",
  "Give the root volume 30 GiB, the image no longer fits into 20",
  "golden: log-shipping 2.0.1 with retention of 90 days",
  "Drop the tomcat layer, the service brings its own server",
  "Move openjdk-runtime below payments-service",
  "Smoke test waits 90 s",
  "Merge branch 'pay-2291-heap'",
];

/** Commits of the invented history, newest first. */
export const revisions: Revision[] = Array.from({ length: 48 }, (_, index) => ({
  id: (0x9f3c_2a71 - index * 0x00d1_77b3).toString(16).padStart(8, "0").repeat(5),
  summary: SUMMARIES[index % SUMMARIES.length] ?? "",
  author: AUTHORS[index % AUTHORS.length] ?? "",
  at: new Date(Date.UTC(2026, 10, 22, 14, 5) - index * 37 * 3_600_000).toISOString(),
}));

const nginx = (tls: string, extra: string): string => `name: nginx-tls
description: nginx as the TLS end of a service, with the organisation's ciphers.
schemaVersion: 1.0

parameters:
  - ServerName:
      type: string
  - Port:
      type: string
      default: "443"
  - TlsMinimum:
      type: string
      default: "${tls}"
  - WorkerProcesses:
      type: string
      default: auto

phases:
  - name: build
    steps:
      - name: Install
        action: ExecuteBash
        inputs:
          commands:
            - |
              set -euo pipefail
              apt-get install -y nginx
      - name: WriteConfiguration
        action: CreateFile
        inputs:
          - path: /etc/nginx/conf.d/tls.conf
            content: |
              server_name {{ ServerName }};
              listen {{ Port }} ssl;
              ssl_protocols ${tls};
${extra}  - name: validate
    steps:
      - name: ConfigurationIsValid
        action: ExecuteBash
        inputs:
          commands:
            - nginx -t
`;

const HARDEN = `      - name: DropOldCiphers
        action: ExecuteBash
        inputs:
          commands:
            - sed -i 's/^ssl_ciphers.*/ssl_ciphers HIGH:!aNULL;/' /etc/nginx/conf.d/tls.conf
`;

const state = (position: number, name: string, pin: string | null, version: string | null) => ({
  position,
  reference: `Component/${name}${pin ? `/${pin}` : ""}`,
  version,
});

const change = (
  component: string,
  recipe: string,
  changes: LayerDifference[],
  more: Partial<LayerChange>,
): LayerChange => ({
  component,
  recipe,
  inherited: recipe !== "payments-web",
  changes,
  left: null,
  right: null,
  parameters: [],
  document: null,
  ...more,
});

const GOLDEN = "golden-ubuntu-22-04";
const inherited: LayerChange[] = [
  change("os-updates", GOLDEN, ["resolves_differently"], {
    left: state(1, "os-updates", "1.0.x", "1.0.8"),
    right: state(1, "os-updates", "1.0.x", "1.0.9"),
  }),
  change("log-shipping", GOLDEN, ["repinned", "parameters"], {
    left: state(6, "log-shipping", "2.0.0", "2.0.0"),
    right: state(6, "log-shipping", "2.0.1", "2.0.1"),
    parameters: [{ name: "RetentionDays", left: null, right: "90", default: "30" }],
  }),
  change("audit-legacy", GOLDEN, ["removed"], { left: state(5, "audit-legacy", null, "1.1.0") }),
];

const own: LayerChange[] = [
  change("nginx-tls", "payments-web", ["repinned", "moved", "parameters", "document"], {
    left: state(3, "nginx-tls", "1.11.2", "1.11.2"),
    right: state(1, "nginx-tls", "1.12.0", "1.12.0"),
    parameters: [
      { name: "Port", left: "443", right: "8443", default: "443" },
      { name: "TlsMinimum", left: null, right: "TLSv1.3", default: "TLSv1.2" },
    ],
    document: {
      file: "components/nginx-tls/document.yaml",
      left: nginx("TLSv1.2", ""),
      right: nginx("TLSv1.3", HARDEN),
      steps_added: ["build/DropOldCiphers"],
      steps_removed: [],
      steps_changed: ["build/WriteConfiguration"],
    },
  }),
  change("openjdk-runtime", "payments-web", ["disabled"], {
    left: state(1, "openjdk-runtime", null, "21.0.4"),
    right: state(2, "openjdk-runtime", null, "21.0.4"),
  }),
  change("tomcat", "payments-web", ["removed", "document"], {
    left: state(2, "tomcat", "10.1.x", "10.1.24"),
    document: {
      file: null,
      left: nginx("TLSv1.2", "").replace("nginx-tls", "tomcat"),
      right: null,
      steps_added: [],
      steps_removed: ["build/Unpack", "validate/Answers"],
      steps_changed: [],
    },
  }),
  change("payments-service", "payments-web", ["added"], {
    right: state(3, "payments-service", "3.4.x", "3.4.7"),
  }),
  change("payments-smoke", "payments-web", ["parameters", "document"], {
    left: state(4, "payments-smoke", null, "1.0.3"),
    right: state(4, "payments-smoke", null, "1.0.3"),
    parameters: [{ name: "TimeoutSeconds", left: null, right: "90", default: "30" }],
    document: {
      file: null,
      left: null,
      right: nginx("TLSv1.3", "").replace("nginx-tls", "payments-smoke"),
      steps_added: [],
      steps_removed: [],
      steps_changed: [],
    },
  }),
];

const effects: Effect[] = [
  { weight: "loss", text: "the image loses `audit-legacy`, with 2 steps of `golden-ubuntu-22-04`" },
  { weight: "loss", text: "`openjdk-runtime` is off: its 5 steps no longer run" },
  { weight: "loss", text: "the image loses `tomcat`" },
  { weight: "change", text: "`payments-service` 3.4.7 comes with the image" },
  { weight: "change", text: "`nginx-tls` runs before `openjdk-runtime` now" },
  { weight: "change", text: "`nginx-tls` moves from 1.11.2 to 1.12.0: 1 step more, 1 changed" },
  { weight: "change", text: "volume `/dev/sda1` grows from 20 to 30 GiB" },
  { weight: "note", text: "the description says something else" },
];

export const paymentsNow: Comparison = {
  left: {
    recipe: "payments-web",
    version: "2.0.3",
    parent_image: "ImageRecipe/golden-ubuntu-22-04/1.7.0",
  },
  right: {
    recipe: "payments-web",
    version: "2.1.0",
    parent_image: "ImageRecipe/golden-ubuntu-22-04/1.8.0",
  },
  layers: [...inherited, ...own],
  fields: [
    { field: "blockDeviceMappings[/dev/sda1].ebs.volumeSize", left: "20", right: "30" },
    { field: "description", left: null, right: "Web tier of payments" },
  ],
  effects,
  unchanged: 6,
};

/** What the newest golden image does to an overlay. */
export const goldenMove: Pick<Comparison, "layers" | "effects" | "fields" | "unchanged"> = {
  layers: inherited,
  fields: [],
  effects: [
    effects[0] as Effect,
    {
      weight: "change",
      text: "the parent image moves from 1.7.0 to 1.8.0: 1 layer less, 2 changed",
    },
    { weight: "change", text: "`log-shipping` keeps logs for 90 days, not 30" },
  ],
  unchanged: 8,
};
