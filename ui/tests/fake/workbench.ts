import type { ComponentView, FileView, PlanView, WorkspaceView } from "@/contract";

import {
  documentFile,
  documentOf,
  inLibrary,
  isHidden,
  library,
  outlineOf,
  referenceOf,
  summaryOf,
  type LibraryEntry,
} from "./data/library";
import { jobs, session } from "./data/session";
import { problemsOf } from "./check";
import { fakeCompare } from "./compare";
import { fakeDrafts } from "./drafts";
import { language } from "./language";
import type { Handlers } from "./platform";
import { fakeRecipes } from "./recipes";
import { fakeResources } from "./resources";
import { fakeRooms, type Fill } from "./rooms";
import { fakeScans } from "./scans";

export type Trouble = "changed" | "deleted" | "disk_full" | "read_only" | "broken";

const REFUSED: Partial<Record<Trouble, string>> = {
  disk_full:
    "the disk that holds recipes/payments-web.yaml is full; your changes are kept, save again when there is room",
  read_only: "recipes/payments-web.yaml is read-only; make it writable and save again",
};

export interface FakeWorkbenchOptions {
  /** `false`: no workspace is open. */
  open?: boolean;
  offline?: boolean;
  /** What stands between the edits of payments-web and their being saved. */
  trouble?: Trouble | undefined;
  /** A lineage of ten, a palette of two thousand, a report of a million findings. */
  large?: boolean;
  /** Every word of a scan report is one that wants to break the page. */
  hostile?: boolean;
  /** What was read from AWS so far. */
  fill?: Fill;
}

/** Handlers for every command on invented data. A room's data lies in `data/`. */
export function fakeWorkbench(options: FakeWorkbenchOptions = {}): Partial<Handlers> {
  const recipes = fakeRecipes(options.large);
  const resources = fakeResources(recipes.handlers, recipes.summaries);
  const { trouble } = options;
  if (trouble) {
    const file = "recipes/payments-web.yaml";
    const text = recipes.file.get(file)?.text ?? "";
    recipes.file.setText(file, text.replace("Port\n", "Port\n# the load balancer speaks to 8443\n"));
    if (trouble === "broken") recipes.file.setText(file, text.replace("tags:", "tags"));
    if (trouble === "changed" || trouble === "deleted") recipes.file.conflict(file, trouble === "deleted");
  }
  let open = options.open ?? true;
  let revision = 1;
  let state = { ...session, connection: options.offline ? ("offline" as const) : session.connection };
  const drafts = new Map<string, string>();
  const created = fakeDrafts();
  const savedText = (one: LibraryEntry) => created.texts.get(documentFile(one) ?? "") ?? documentOf(one);

  const workspace = (): WorkspaceView => ({
    path: "/home/ada/acme-images",
    name: "acme-images",
    description: "Golden images of Acme and the teams upon them",
    git: { branch: "main", changed: recipes.unsaved().length },
    images: recipes.tree(),
    components: library.length,
    pipelines: 5,
    problems: { errors: recipes.problems().length, warnings: 0 },
    unsaved: [...new Set([...recipes.unsaved(), ...resources.unsaved(), ...drafts.keys()])],
    revision: revision++,
  });
  const find = (reference: string) => {
    const one =
      library.find((entry) => referenceOf(entry) === reference) ?? inLibrary(reference.split("/")[1] ?? "");
    if (!one)
      throw {
        code: "not_found",
        message: `no component ${reference}`,
        hints: [],
        detail: null,
        retryable: false,
      };
    return one;
  };
  const component = (reference: string): ComponentView => {
    const one = find(reference);
    const file = documentFile(one);
    return {
      summary: { ...summaryOf(one, recipes.usedBy(one.name)), unsaved: file !== null && drafts.has(file) },
      supported_os_versions:
        one.platform === "Linux" ? ["Ubuntu 22", "Ubuntu 18"] : ["Microsoft Windows Server 2022"],
      parameters: one.parameters,
      outline: outlineOf(one),
      product_codes: one.origin === "marketplace" ? ["9bztusbna2lfuk6zw7upzdvsv"] : [],
      document_file: file,
      resource_file: file && file.replace("document", "component"),
      document: isHidden(one) ? null : ((file && drafts.get(file)) ?? savedText(one)),
      diagnostics: [],
    };
  };
  const ignored = [
    {
      diagnostic: {
        rule: "recipe/needless-reboot",
        severity: "info" as const,
        message: "the last thing the build does is restart",
        help: "nothing runs after it, and the image is taken from the stopped instance",
        file: "recipes/golden-ubuntu-22-04.yaml",
        range: { start: { line: 14, column: 5 }, end: { line: 14, column: 30 } },
        related: [],
        fix: null,
      },
      reason: "the kernel of the tests has to be the new one",
    },
  ];
  const file = (path: string): FileView => {
    const known = recipes.file.get(path) ?? resources.file.get(path);
    if (known) return known;
    const one = library.find((entry) => documentFile(entry) === path);
    if (!one)
      throw {
        code: "not_found",
        message: `${path} is not in this workspace`,
        hints: [],
        detail: null,
        retryable: false,
      };
    const text = drafts.get(path) ?? savedText(one);
    return {
      file: path,
      text,
      saved_text: savedText(one),
      base_text: drafts.has(path) ? savedText(one) : null,
      unsaved: drafts.has(path),
      undo: drafts.has(path) ? "typing" : null,
      redo: null,
      edits: drafts.has(path) ? 1 : 0,
      changed_on_disk: false,
      diagnostics: problemsOf(text, path),
    };
  };
  const plan = (names: string[]): PlanView => {
    const problems = recipes
      .problems()
      .filter((problem) => names.some((name) => problem.file.includes(name)));
    return {
      profile: "sandbox",
      account: "111122223333",
      region: "eu-west-1",
      live: true,
      digest: "d1",
      as_of: "2026-11-23T06:41:00Z",
      changes: 4,
      blocked: problems.map((problem) => problem.message),
      problems,
      left_out: [],
      items: [
        {
          action: "create",
          kind: "Component",
          name: "payments-service",
          version: "3.4.7",
          reason: "not in AWS yet",
          clears: [],
          changes: [],
        },
        {
          action: "create",
          kind: "ImageRecipe",
          name: "golden-ubuntu-22-04",
          version: "1.8.0",
          reason: "not in AWS yet",
          clears: [],
          changes: [],
        },
        {
          action: "create",
          kind: "ImageRecipe",
          name: "payments-web",
          version: "2.1.0",
          reason: "not in AWS yet",
          clears: [],
          changes: [],
        },
        {
          action: "update",
          kind: "DistributionConfiguration",
          name: "payments",
          version: null,
          reason: "differs",
          clears: ["distributions[0].launchTemplateConfigurations"],
          changes: [{ field: "distributions[1].region", from: null, to: "eu-central-1" }],
        },
        ...["nginx-tls", "openjdk-runtime", "payments-smoke"].map((name) => ({
          action: "unchanged" as const,
          kind: "Component",
          name,
          version: inLibrary(name)?.version ?? null,
          reason: "same content",
          clears: [],
          changes: [],
        })),
      ],
      launches: [
        {
          pipeline: "golden-ubuntu-22-04",
          recipe: "golden-ubuntu-22-04",
          version: "1.8.0",
          reason: "payments-web stands on it, and 1.8.0 has no image yet",
        },
        { pipeline: "payments-web", recipe: "payments-web", version: "2.1.0", reason: "asked for" },
      ],
    };
  };
  return {
    ...recipes.handlers,
    ...resources.handlers,
    ...fakeCompare(recipes.view),
    ...fakeRooms(options.fill),
    ...fakeScans({
      empty: options.fill === "nothing",
      large: options.large ?? false,
      hostile: options.hostile ?? false,
    }),
    "workspace.current": () => (open ? workspace() : null),
    "workspace.open": ({ path }) => {
      if (path.includes("nothing")) {
        throw {
          code: "not_a_workspace",
          message: `${path} holds no resource that Ingot knows`,
          hints: [
            "a workspace has files with `kind: ImageRecipe` or `kind: Component`",
            "create the sample workspace to see one",
          ],
          detail: null,
          retryable: false,
        };
      }
      open = true;
      return workspace();
    },
    "workspace.sample": () => {
      open = true;
      return workspace();
    },
    "problems.list": () => {
      const diagnostics = recipes.problems();
      const counts = { errors: diagnostics.length, warnings: 0 };
      return { diagnostics, counts, ignored, files: 41 };
    },
    "file.get": (request) => file(request.file),
    "file.set_text": ({ file: path, text }) => {
      if (recipes.file.get(path)) recipes.file.setText(path, text);
      else if (resources.file.get(path)) resources.file.setText(path, text);
      else drafts.set(path, text);
      return file(path);
    },
    "file.undo": ({ file: path }) => {
      recipes.file.undo(path);
      resources.file.step(path, "undo");
      drafts.delete(path);
      return file(path);
    },
    "file.redo": ({ file: path }) => {
      recipes.file.redo(path);
      resources.file.step(path, "redo");
      return file(path);
    },
    "file.discard": ({ file: path }) => {
      recipes.file.discard(path);
      resources.file.discard(path);
      drafts.delete(path);
      return file(path);
    },
    "file.save": ({ file: path }) => {
      const refused = trouble && REFUSED[trouble];
      if (refused)
        throw {
          code: "io",
          message: refused,
          hints: [],
          detail: null,
          retryable: true,
        };
      recipes.file.save(path);
      resources.file.save(path);
      const text = drafts.get(path);
      if (text !== undefined) created.texts.set(path, text);
      drafts.delete(path);
      return file(path);
    },
    "component.list": () => ({
      components: library.map((one) => summaryOf(one, recipes.usedBy(one.name))),
      as_of: "2026-11-23T06:41:00Z",
    }),
    "component.get": (request) => component(request.component),
    "component.check": ({ file: path, text }) => ({ diagnostics: problemsOf(text, path) }),
    ...created.handlers,
    ...language,
    "rule.explain": ({ rule }) => ({
      id: rule,
      title: "a value is missing",
      severity: "error",
      reason:
        "Image Builder starts the build and fails only when the step that needs the value runs, up to forty minutes later.",
      bad: "- componentArn: Component/openjdk-runtime",
      good: '- componentArn: Component/openjdk-runtime\n  parameters:\n    - name: HeapSize\n      value: ["2g"]',
      source: "https://docs.aws.amazon.com/imagebuilder/latest/userguide/toe-user-defined-variables.html",
    }),
    "plan.make": (request) => plan(request.recipes),
    "publish.start": () => ({ job: "job-3" }),
    "launch.start": () => ({ job: "job-3" }),
    "session.get": () => state,
    "session.use_profile": ({ profile }) => (state = { ...state, profile }),
    "session.set_offline": ({ offline }) =>
      (state = { ...state, connection: offline ? "offline" : "online" }),
    "session.fail_next_run": () => ({}),
    "sync.start": () => ({ job: "job-4" }),
    "job.list": () => ({ jobs }),
    "job.cancel": ({ job }) => ({ ...(jobs[0] as (typeof jobs)[0]), job, state: "cancelled" }),
    "job.resume": ({ job }) => ({ job }),
  };
}
