import type {
  CommandName,
  Dependant,
  Deleted,
  Diagnostic,
  FieldProblem,
  FileView,
  ResourceKind,
  ResourceName,
  ResourceSummary,
  ResourceView,
} from "@/contract";

import { resources as initial } from "./data/resources";
import { setField, valueIn } from "./fields";
import type { Handlers } from "./platform";
import { resourceProblems } from "./resourceProblems";
import { lines, parse, Unreadable, type Yaml } from "./yaml";

interface State {
  kind: ResourceKind;
  file: string;
  value: Record<string, Yaml>;
  saved: Record<string, Yaml>;
  undo: { label: string; before: Record<string, Yaml> }[];
  redo: { label: string; before: Record<string, Yaml> }[];
  /** What was typed into the source while it cannot be read. */
  broken: { text: string; line: number; message: string } | null;
}

const copy = <T>(value: T): T => structuredClone(value);
const FOLDERS: Partial<Record<ResourceKind, string>> = {
  InfrastructureConfiguration: "infrastructure",
  DistributionConfiguration: "distribution",
  ContainerRecipe: "containers",
  ImagePipeline: "pipelines",
};

/**
 * Resources that can be edited field by field, in their source, and back. Image recipes are those of `recipes`, which
 * also answers for them.
 */
export function fakeResources(recipes: Partial<Handlers>, recipeSummaries: () => ResourceSummary[]) {
  const state = new Map<string, State>();
  const put = (kind: ResourceKind, file: string, value: Record<string, Yaml>, saved = value) =>
    state.set(`${kind}/${String(value["name"])}`, {
      kind,
      file,
      value: copy(value),
      saved: copy(saved),
      undo: [],
      redo: [],
      broken: null,
    });
  for (const one of initial) put(one.kind, one.file, one.value);

  const find = ({ kind, name }: ResourceName): State => {
    const one = state.get(`${kind}/${name}`);
    if (!one)
      throw {
        code: "not_found",
        message: `no ${kind} \`${name}\` is in this workspace`,
        hints: ["look at the list of them"],
        detail: null,
        retryable: false,
      };
    return one;
  };
  const unsaved = (one: State) =>
    one.broken !== null || JSON.stringify(one.value) !== JSON.stringify(one.saved);
  const textLines = (one: State) => lines({ kind: one.kind, ...one.value });
  const textOf = (one: State) =>
    one.broken?.text ??
    `${textLines(one)
      .map((line) => line.text)
      .join("\n")}\n`;
  const problems = (one: State): FieldProblem[] => {
    if (one.broken) {
      const place = { line: one.broken.line, column: 1 };
      const diagnostic: Diagnostic = {
        rule: "yaml/syntax",
        severity: "error",
        message: one.broken.message,
        help: "look at the indentation of this line",
        file: one.file,
        range: { start: place, end: { ...place, column: 40 } },
        related: [],
        fix: null,
      };
      return [{ path: [], diagnostic }];
    }
    return resourceProblems(one.kind, one.file, one.value, textLines(one));
  };
  const usedBy = (kind: ResourceKind, name: string): Dependant[] =>
    [...state.values()].flatMap((one) =>
      textLines(one).flatMap((line, at): Dependant[] =>
        new RegExp(`${kind}/${name}(/|$)`).test(line.text)
          ? [
              {
                kind: one.kind,
                name: String(one.value["name"]),
                file: one.file,
                line: at + 1,
                field: line.path[0] ?? "",
              },
            ]
          : [],
      ),
    );
  const view = (one: State): ResourceView => ({
    kind: one.kind,
    name: String(one.value["name"]),
    file: one.file,
    value: copy(one.value),
    complete: one.broken === null,
    unsaved: unsaved(one),
    edits: one.undo.length,
    undo: one.undo.at(-1)?.label ?? null,
    redo: one.redo.at(-1)?.label ?? null,
    changed_on_disk: false,
    problems: problems(one),
    used_by: usedBy(one.kind, String(one.value["name"])),
    broken: one.broken && { line: one.broken.line, message: one.broken.message },
  });
  const edit = (one: State, label: string, change: (value: Record<string, Yaml>) => void): ResourceView => {
    const before = copy(one.value);
    change(one.value);
    one.undo.push({ label, before });
    one.redo = [];
    return view(one);
  };
  const summary = (one: State): ResourceSummary => {
    const found = problems(one);
    const count = (severity: string) =>
      found.filter(({ diagnostic }) => diagnostic.severity === severity).length;
    const text = (key: string) => (typeof one.value[key] === "string" ? String(one.value[key]) : null);
    return {
      kind: one.kind,
      name: String(one.value["name"]),
      version: text("semanticVersion"),
      description: text("description"),
      file: one.file,
      errors: count("error"),
      warnings: count("warning"),
      used_by: usedBy(one.kind, String(one.value["name"])).length,
      unsaved: unsaved(one),
    };
  };
  const fileOf = (kind: ResourceKind, name: string) => `${FOLDERS[kind] ?? "resources"}/${name}.yaml`;
  const byFile = (file: string) => [...state.values()].find((one) => one.file === file);

  const handlers: Partial<Handlers> = {
    "resource.list": () => ({
      resources: [...recipeSummaries(), ...[...state.values()].map(summary)].toSorted(
        (a, b) => a.kind.localeCompare(b.kind) || a.name.localeCompare(b.name),
      ),
    }),
    "resource.get": (name) => view(find(name)),
    "resource.set": ({ resource, changes }) =>
      edit(
        find(resource),
        `${changes.every((change) => change.value === null) ? "removal" : "change"} of ${changes[0]?.path.join(".") ?? ""}`,
        (value) => {
          for (const change of changes) setField(value, change);
        },
      ),
    "resource.move_item": ({ resource, path, from, to }) =>
      edit(find(resource), `move in ${path.join(".")}`, (value) => {
        const list = valueIn(value, path);
        if (Array.isArray(list)) list.splice(to, 0, ...list.splice(from, 1));
      }),
    "resource.create": ({ resource, fields }) => {
      const value: Record<string, Yaml> = { name: resource.name };
      for (const field of fields) setField(value, field);
      put(resource.kind, fileOf(resource.kind, resource.name), value, {});
      return view(find(resource));
    },
    "resource.copy": ({ resource, name }) => {
      put(resource.kind, fileOf(resource.kind, name), { ...copy(find(resource).value), name }, {});
      return view(find({ ...resource, name }));
    },
    "resource.rename": ({ resource, name }) => {
      const one = find(resource);
      const files = [fileOf(resource.kind, name)];
      for (const user of usedBy(resource.kind, resource.name)) {
        const other = find(user);
        files.push(user.file);
        const text = JSON.stringify(other.value).replaceAll(
          `${resource.kind}/${resource.name}`,
          `${resource.kind}/${name}`,
        );
        edit(other, `rename of ${resource.name}`, (value) => Object.assign(value, JSON.parse(text)));
      }
      state.delete(`${resource.kind}/${resource.name}`);
      put(resource.kind, files[0] ?? "", { ...one.value, name }, {});
      return { resource: { ...resource, name }, files };
    },
    "resource.delete": (name) => {
      const one = find(name);
      state.delete(`${name.kind}/${name.name}`);
      return { resource: name, files: [{ file: one.file, text: textOf(one) }] };
    },
    "resource.restore": ({ resource, files }: Deleted) => {
      const text = files[0]?.text ?? "";
      const { kind: _, ...value } = parse(text) as Record<string, Yaml>;
      put(resource.kind, files[0]?.file ?? "", value);
      return {};
    },
  };
  return {
    handlers: byKind(handlers, recipes),
    unsaved: () => [...state.values()].filter(unsaved).map((one) => one.file),
    /** The commands on files, for files of resources that are no recipes; `null` for others. */
    file: {
      get: (file: string): FileView | null => {
        const one = byFile(file);
        if (!one) return null;
        const { undo, redo, edits } = view(one);
        const saved = `${lines({ kind: one.kind, ...one.saved })
          .map((line) => line.text)
          .join("\n")}\n`;
        return {
          file,
          text: textOf(one),
          saved_text: saved,
          base_text: unsaved(one) ? saved : null,
          unsaved: unsaved(one),
          undo,
          redo,
          edits,
          changed_on_disk: false,
          diagnostics: problems(one).map(({ diagnostic }) => diagnostic),
        };
      },
      setText: (file: string, text: string) => {
        const one = byFile(file);
        if (!one) return;
        try {
          const { kind: _, ...value } = parse(text) as Record<string, Yaml>;
          one.broken = null;
          if (JSON.stringify(value) !== JSON.stringify(one.value))
            edit(one, "typing", () => (one.value = value));
        } catch (thrown) {
          if (!(thrown instanceof Unreadable)) throw thrown;
          one.broken = { text, line: thrown.line, message: thrown.message };
        }
      },
      step: (file: string, from: "undo" | "redo") => {
        const one = byFile(file);
        const step = one?.[from].pop();
        if (!one || !step) return;
        one[from === "undo" ? "redo" : "undo"].push({ label: step.label, before: copy(one.value) });
        one.value = step.before;
        one.broken = null;
      },
      save: (file: string) => {
        const one = byFile(file);
        if (one) one.saved = copy(one.value);
      },
      discard: (file: string) => {
        const one = byFile(file);
        if (!one) return;
        one.value = copy(one.saved);
        one.undo = [];
        one.redo = [];
        one.broken = null;
      },
    },
  };
}

/** Answers about image recipes come from `recipes`, all others from `others`. */
function byKind(others: Partial<Handlers>, recipes: Partial<Handlers>): Partial<Handlers> {
  const all = { ...others };
  for (const name of Object.keys(others) as CommandName[]) {
    const other = others[name] as ((request: unknown) => unknown) | undefined;
    const own = recipes[name] as ((request: unknown) => unknown) | undefined;
    if (!own) continue;
    const answer = (request: { kind?: string; resource?: ResourceName }) =>
      (request.resource?.kind ?? request.kind) === "ImageRecipe" ? own(request) : other?.(request);
    (all as Record<string, unknown>)[name] = answer;
  }
  return all;
}
