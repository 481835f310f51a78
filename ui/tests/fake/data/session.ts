import type { JobView, SessionView } from "@/contract";

export const session: SessionView = {
  profile: "sandbox",
  kind: "sandbox",
  region: "eu-west-1",
  account: "111122223333",
  account_name: "ccoe-images",
  principal: "sandbox-admin",
  connection: "online",
  last_sync: "2026-11-23T06:41:00Z",
  profiles: [
    { name: "sandbox", kind: "sandbox", region: "eu-west-1" },
    { name: "acme-images-build", kind: "aws", region: "eu-central-1" },
  ],
  version: "0.1.0",
  data_dir: "/home/ada/.local/share/ingot",
  notices: [],
};

export const jobs: JobView[] = [
  {
    job: "job-2",
    kind: "follow",
    title: "golden-ubuntu-22-04 1.8.0/4",
    state: "running",
    progress: { done: 3, total: 5, now: "TESTING" },
    error: null,
    subject: "arn:aws:imagebuilder:eu-west-1:111122223333:image/golden-ubuntu-22-04/1.8.0/4",
    started: "2026-11-23T06:40:00Z",
    ended: null,
    resumable: false,
  },
  {
    job: "job-5",
    kind: "import",
    title: "import 2 files",
    state: "succeeded",
    progress: { done: 2, total: 2, now: "26780 findings imported" },
    error: null,
    subject: "report-fleet",
    started: "2026-11-23T06:38:00Z",
    ended: "2026-11-23T06:38:04Z",
    resumable: false,
  },
  ...(["job-6", "job-7"] as const).map((job): JobView => ({
    job,
    kind: job === "job-6" ? "export" : "fetch",
    title: job === "job-6" ? "export findings.csv" : "read from AWS",
    state: "succeeded",
    progress: { done: 1, total: 1, now: "" },
    error: null,
    subject: null,
    started: "2026-11-23T06:37:00Z",
    ended: "2026-11-23T06:37:04Z",
    resumable: false,
  })),
];
