import type { ComponentSummary, Origin, ParameterView, PhaseOutline } from "@/contract";

// The invented component library. One entry a line, so that a missing case is quick to add.

type StepSpec = [name: string, action: string];

export interface LibraryEntry {
  name: string;
  version: string;
  description: string;
  origin: Origin;
  owner: string;
  platform: "Linux" | "Windows";
  steps: Record<string, StepSpec[]>;
  parameters: ParameterView[];
}

const parameter = (
  name: string,
  fallback: string | null,
  used_in_steps: number,
  description: string | null = null,
): ParameterView => ({ name, description, default: fallback, required: fallback === null, used_in_steps });

const entry = (
  name: string,
  version: string,
  owner: string,
  description: string,
  steps: Record<string, StepSpec[]>,
  parameters: ParameterView[] = [],
  more: Partial<LibraryEntry> = {},
): LibraryEntry => ({
  name,
  version,
  owner,
  description,
  steps,
  parameters,
  origin: "workspace",
  platform: "Linux",
  ...more,
});

export const library: LibraryEntry[] = [
  entry(
    "os-updates",
    "1.0.9",
    "ccoe-images",
    "Security updates of the distribution, and a reboot when the kernel asks for one.",
    {
      build: [
        ["UpdatePackages", "UpdateOS"],
        ["RebootIfNeeded", "ExecuteBash"],
      ],
    },
  ),
  entry(
    "sshd-hardening",
    "2.4.0",
    "ccoe-images",
    "Server settings of OpenSSH as a drop-in, checked with sshd -t.",
    {
      build: [
        ["WriteDropIn", "CreateFile"],
        ["Reload", "ExecuteBash"],
      ],
      validate: [["ConfigurationIsValid", "ExecuteBash"]],
    },
    [
      parameter("MaxAuthTries", "3", 1, "Attempts before a connection is closed."),
      parameter("AllowGroups", "ssh-users", 1),
    ],
  ),
  entry(
    "kernel-parameters",
    "3.1.0",
    "ccoe-images",
    "Network and memory settings in sysctl.d.",
    {
      build: [
        ["WriteSysctl", "CreateFile"],
        ["Apply", "ExecuteBash"],
      ],
    },
    [parameter("IpForward", "0", 1)],
  ),
  entry(
    "password-policy",
    "1.2.4",
    "ccoe-images",
    "Length, history and lock-out of local passwords.",
    {
      build: [
        ["WritePwquality", "CreateFile"],
        ["SetLoginDefs", "ExecuteBash"],
      ],
    },
    [parameter("MinLength", "14", 2)],
  ),
  entry("audit-rules", "1.6.0", "ccoe-images", "auditd with rules for identity, time and mounts.", {
    build: [
      ["InstallAuditd", "ExecuteBash"],
      ["WriteRules", "CreateFile"],
    ],
    validate: [["RulesAreLoaded", "ExecuteBash"]],
  }),
  entry(
    "log-shipping",
    "2.0.1",
    "ccoe-images",
    "The log agent with the organisation's groups.",
    {
      build: [
        ["InstallAgent", "ExecuteBash"],
        ["WriteConfiguration", "CreateFile"],
      ],
      validate: [["AgentStarts", "ExecuteBash"]],
    },
    [parameter("LogGroup", "/golden/linux", 1), parameter("RetentionDays", "90", 1)],
  ),
  entry("sshd-hardening-test", "2.4.0", "ccoe-images", "Asks sshd for its effective settings.", {
    test: [["EffectiveSettings", "ExecuteBash"]],
  }),
  entry("audit-rules-test", "1.6.0", "ccoe-images", "A watched change leaves a record.", {
    test: [["ChangeIsRecorded", "ExecuteBash"]],
  }),
  entry("golden-baseline-test", "1.1.0", "ccoe-images", "Boot, clock and agent of the finished image.", {
    test: [
      ["BootIsClean", "ExecuteBash"],
      ["ClockIsInSync", "ExecuteBash"],
    ],
  }),
  entry(
    "nginx-tls",
    "1.12.0",
    "payments",
    "nginx with the house's ciphers and one server block.",
    {
      build: [
        ["InstallNginx", "ExecuteBash"],
        ["WriteServerBlock", "CreateFile"],
        ["Enable", "ExecuteBash"],
      ],
      validate: [["ConfigurationIsValid", "ExecuteBash"]],
    },
    [
      parameter("ServerName", "localhost", 2),
      parameter("TlsMinimum", "TLSv1.2", 1),
      parameter("Port", "8443", 2),
      parameter("WorkerProcesses", "auto", 1),
    ],
  ),
  entry(
    "openjdk-runtime",
    "21.0.4",
    "payments",
    "A Java runtime from a checked archive.",
    {
      build: [
        ["DownloadArchive", "WebDownload"],
        ["VerifyChecksum", "ExecuteBash"],
        ["Install", "ExecuteBash"],
        ["WriteProfile", "CreateFile"],
      ],
      validate: [["VersionMatches", "Assert"]],
    },
    [
      parameter("Distribution", "temurin", 2, "Whose build of the runtime."),
      parameter("HeapSize", null, 1, "Largest heap, as -Xmx takes it."),
      parameter("InstallDir", "/opt/java", 3),
    ],
  ),
  entry(
    "payments-service",
    "3.4.7",
    "payments",
    "The payments service and its unit.",
    {
      build: [
        ["CreateUser", "ExecuteBash"],
        ["FetchBundle", "S3Download"],
        ["WriteUnit", "CreateFile"],
        ["Enable", "ExecuteBash"],
      ],
      validate: [["UnitIsEnabled", "ExecuteBash"]],
    },
    [
      parameter("Bundle", "s3://acme-artefacts/payments/service.tar.gz", 1),
      parameter("User", "payments", 3),
      parameter("HealthPath", "/health", 1),
    ],
  ),
  entry(
    "payments-smoke",
    "1.0.3",
    "payments",
    "The service answers on its port after boot.",
    {
      test: [
        ["PortIsOpen", "ExecuteBash"],
        ["HealthAnswers", "ExecuteBash"],
      ],
    },
    [parameter("Port", "8443", 1), parameter("TimeoutSeconds", "60", 1)],
  ),
  entry(
    "search-service",
    "1.3.2",
    "search",
    "The search API and its unit.",
    {
      build: [
        ["FetchBundle", "S3Download"],
        ["WriteUnit", "CreateFile"],
      ],
    },
    [
      parameter("IndexDir", "/var/lib/search", 2),
      parameter("AdminPassword", null, 1, "Of the first administrator."),
      parameter("Banner", "Search for the shop\nAuthorised use only", 1, "Shown at login."),
    ],
  ),
  entry(
    "docker-engine",
    "27.3.1",
    "ccoe-images",
    "The container engine, with the socket closed to users.",
    {
      build: [
        ["AddRepository", "ExecuteBash"],
        ["Install", "ExecuteBash"],
      ],
      validate: [["EngineAnswers", "ExecuteBash"]],
    },
    [parameter("LiveRestore", "true", 1)],
  ),
  entry(
    "node-runtime",
    "22.11.0",
    "search",
    "Node.js from a checked archive.",
    {
      build: [
        ["DownloadArchive", "WebDownload"],
        ["Install", "ExecuteBash"],
      ],
      validate: [["VersionMatches", "Assert"]],
    },
    [parameter("Major", "22", 1)],
  ),
  entry(
    "iis-baseline",
    "1.0.0",
    "ccoe-images",
    "IIS with directory browsing and old protocols off.",
    {
      build: [
        ["InstallRole", "ExecutePowerShell"],
        ["DisableProtocols", "SetRegistry"],
      ],
    },
    [],
    { platform: "Windows" },
  ),
  entry(
    "amazon-cloudwatch-agent-linux",
    "1.0.1",
    "Amazon",
    "Installs the CloudWatch agent.",
    {
      build: [
        ["Download", "ExecuteBash"],
        ["Install", "ExecuteBash"],
      ],
    },
    [],
    { origin: "amazon" },
  ),
  entry(
    "update-linux",
    "1.0.2",
    "Amazon",
    "Updates all packages.",
    { build: [["UpdateOSStep", "UpdateOS"]] },
    [],
    { origin: "amazon" },
  ),
  entry(
    "simple-boot-test-linux",
    "1.0.0",
    "Amazon",
    "The instance boots.",
    { test: [["ExecuteBash", "ExecuteBash"]] },
    [],
    { origin: "amazon" },
  ),
  entry(
    "update-windows",
    "1.0.3",
    "Amazon",
    "Installs Windows updates.",
    { build: [["UpdateOSStep", "UpdateOS"]] },
    [],
    { origin: "amazon", platform: "Windows" },
  ),
  entry(
    "edr-agent",
    "6.2.0",
    "security-tools",
    "The detection agent, shared by the security account.",
    { build: [["Install", "ExecuteBash"]], validate: [["Registered", "ExecuteBash"]] },
    [parameter("TenantId", null, 1)],
    { origin: "shared" },
  ),
  entry("Ubuntu Pro Component-prod-w2osc53uiegx4", "1.0.0", "Canonical", "Attaches Ubuntu Pro.", {}, [], {
    origin: "marketplace",
  }),
  entry(
    "Datadog Agent for Linux-prod-wwo2b4p7dgrkk",
    "0.1.0",
    "Datadog",
    "Installs the Datadog agent.",
    {},
    [parameter("Site", "datadoghq.com", 0, "Where the agent reports to.")],
    { origin: "marketplace" },
  ),
  entry(
    "nginx-tls",
    "1.11.0",
    "payments",
    "nginx with the house's ciphers.",
    {
      build: [
        ["InstallNginx", "ExecuteBash"],
        ["WriteServerBlock", "CreateFile"],
      ],
      validate: [["ConfigurationIsValid", "ExecuteBash"]],
    },
    [
      parameter("ServerName", "localhost", 2),
      parameter("TlsMinimum", "TLSv1.1", 1),
      parameter("Port", "443", 2),
    ],
    { origin: "account" },
  ),
];

/** By its name, as written or as an ARN has it. */
export const inLibrary = (name: string): LibraryEntry | undefined =>
  library.find((one) => one.name === name || normalised(one.name) === name);

const normalised = (name: string): string => name.toLowerCase().replaceAll(" ", "-");

export const referenceOf = (one: LibraryEntry): string =>
  one.origin === "workspace"
    ? `Component/${one.name}`
    : `arn:aws:imagebuilder:eu-west-1:${OWNER[one.origin] ?? "333344445555"}:component/${normalised(one.name)}/${one.origin === "account" ? one.version : "x.x.x"}`;

const OWNER: Partial<Record<Origin, string>> = { amazon: "aws", marketplace: "aws-marketplace" };

/** Whether AWS does not show the document. */
export const isHidden = (one: LibraryEntry): boolean =>
  one.origin === "shared" || one.origin === "marketplace";

export const isTest = (one: LibraryEntry): boolean => Object.keys(one.steps).join() === "test";

export const documentFile = (one: LibraryEntry): string | null =>
  one.origin === "workspace" ? `components/${one.name}/document.yaml` : null;

/** The document an entry stands for, as text. */
export function documentOf(one: LibraryEntry): string {
  const lines = [`name: ${one.name}`, `description: ${one.description}`, "schemaVersion: 1.0"];
  if (one.parameters.length > 0) lines.push("parameters:");
  for (const { name, default: fallback, description } of one.parameters) {
    lines.push(`  - ${name}:`, "      type: string");
    if (fallback !== null) lines.push(`      default: "${fallback}"`);
    if (description) lines.push(`      description: ${description}`);
  }
  lines.push("phases:");
  for (const [phase, steps] of Object.entries(one.steps)) {
    lines.push(`  - name: ${phase}`, "    steps:");
    for (const [name, action] of steps) {
      lines.push(
        `      - name: ${name}`,
        `        action: ${action}`,
        "        inputs:",
        "          commands:",
      );
      lines.push(
        "            - |",
        "              set -euo pipefail",
        `              echo "${name}" # 100 % of it`,
      );
    }
  }
  return `${lines.join("\n")}\n`;
}

export function outlineOf(one: LibraryEntry): PhaseOutline[] {
  const lines = documentOf(one).split("\n");
  return Object.entries(one.steps).map(([phase, steps]) => ({
    phase,
    steps: steps.map(([name, action]) => ({
      name,
      action,
      line: lines.indexOf(`      - name: ${name}`) + 1,
    })),
  }));
}

export const summaryOf = (one: LibraryEntry, used_by: string[] = []): ComponentSummary => ({
  reference: referenceOf(one),
  name: one.name,
  version: one.version,
  description: one.description,
  origin: one.origin,
  owner: one.owner,
  platform: one.platform,
  phases: Object.keys(one.steps),
  test: isTest(one),
  used_by,
  off_in: [],
  problems: { errors: 0, warnings: 0 },
  unsaved: false,
});
