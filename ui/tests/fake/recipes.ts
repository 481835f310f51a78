import type {
  Dependant,
  Diagnostic,
  FileView,
  ImageNode,
  Layer,
  NextVersion,
  Palette,
  ProblemCounts,
  RecipeView,
  ResourceView,
  RunOrder,
  RunStep,
  StaleOverlay,
  Stratum,
  ValueElsewhere,
} from "@/contract";

import { deepLineage, manyComponents } from "./data/large";
import { documentFile, inLibrary, isTest, library, outlineOf, referenceOf } from "./data/library";
import { recipes as initial, type FakeLayer, type FakeRecipe } from "./data/recipes";
import { fakeManaging } from "./manage";
import type { Handlers } from "./platform";
import {
  fieldsOf,
  moveRecipeItem,
  recipeFieldProblems,
  setRecipeFields,
  settingLines,
} from "./recipeSettings";
import { brokenIn, readInto } from "./source";

interface Step {
  label: string;
  before: FakeRecipe;
}

const fileOf = (name: string): string => `recipes/${name}.yaml`;
const nameIn = (component: string): string => component.split("/")[1] ?? component;
const nextOf = (version: string): NextVersion[] => {
  const [major = 0, minor = 0, patch = 0] = version.split(".").map(Number);
  return [
    { size: "patch", version: `${major}.${minor}.${patch + 1}` },
    { size: "minor", version: `${major}.${minor + 1}.0` },
    { size: "major", version: `${major + 1}.0.0` },
  ];
};
const copy = <T>(value: T): T => structuredClone(value);
const parentImageOf = (one: FakeRecipe): string =>
  one.parentImage ??
  (one.parent
    ? `ImageRecipe/${one.parent}/${one.standsOn ?? "1.x.x"}`
    : "ssm:/aws/service/canonical/ubuntu/server/22.04/stable/current/amd64/hvm/ebs-gp2/ami-id");

/** Recipes that can be edited, undone and saved like real ones. */
export function fakeRecipes(large = false) {
  const all = large ? [...initial, ...deepLineage] : initial;
  const recipes = new Map(all.map((one) => [one.name, copy(one)]));
  const saved = new Map(all.map((one) => [one.name, copy(one)]));
  const undo = new Map<string, Step[]>();
  const redo = new Map<string, Step[]>();
  const conflicted = new Set<string>();
  const deleted = new Set<string>();
  /** Texts as they were typed. */
  const texts = new Map<string, string>();
  const favourites = new Set(["openjdk-runtime", "docker-engine"]);

  const get = (name: string): FakeRecipe => {
    const one = recipes.get(name);
    if (!one)
      throw {
        code: "not_found",
        message: `no recipe ${name} in this workspace`,
        hints: ["look at the images in the rail"],
        detail: null,
        retryable: false,
      };
    return one;
  };
  const edit = (name: string, label: string, change: (one: FakeRecipe) => void): RecipeView => {
    const broken = brokenIn(texts.get(name));
    if (broken)
      throw {
        code: "invalid",
        message: `${fileOf(name)} cannot be read at line ${broken.line}`,
        hints: [`mend line ${broken.line} in the source first`],
        detail: null,
        retryable: false,
      };
    texts.delete(name);
    const before = copy(get(name));
    change(get(name));
    undo.set(name, [...(undo.get(name) ?? []), { label, before }]);
    redo.set(name, []);
    return view(name);
  };
  const back = (name: string, from: Map<string, Step[]>, into: Map<string, Step[]>): void => {
    const step = from.get(name)?.pop();
    if (!step) return;
    into.set(name, [...(into.get(name) ?? []), { label: step.label, before: copy(get(name)) }]);
    recipes.set(name, step.before);
    texts.delete(name);
  };

  const problemsOf = (one: FakeRecipe): Diagnostic[] =>
    one.layers.flatMap((layer, index) =>
      (layer.off ? [] : missing(layer)).map((parameter) => ({
        rule: "recipe/missing-parameter",
        severity: "error" as const,
        message: `${layer.component} needs ${parameter}: the component declares no default`,
        help: `set ${parameter} on the layer`,
        file: fileOf(one.name),
        range: { start: { line: 12 + index * 3, column: 5 }, end: { line: 12 + index * 3, column: 30 } },
        related: [],
        fix: null,
      })),
    );
  const counts = (problems: Diagnostic[]): ProblemCounts => ({
    errors: problems.filter((one) => one.severity === "error").length,
    warnings: problems.filter((one) => one.severity === "warning").length,
  });
  const unsaved = (name: string): boolean => JSON.stringify(get(name)) !== JSON.stringify(saved.get(name));

  const staleOf = (one: FakeRecipe): StaleOverlay | null => {
    const golden = one.parent === null ? null : get(one.parent);
    if (!golden || !one.standsOn || one.standsOn === golden.version) return null;
    return {
      recipe: one.name,
      in_workspace: true,
      golden: golden.name,
      reference: `ImageRecipe/${golden.name}/${one.standsOn}`,
      stands_on: one.standsOn,
      newest: golden.version,
      why: `${golden.name} ${golden.version} is out, and ${one.name} names ${one.standsOn}`,
    };
  };
  const layersOf = (one: FakeRecipe, locked: boolean): Layer[] =>
    one.layers.map((layer, index) => layerView(one.name, layer, index, locked, problemsOf(one)));

  const strataOf = (name: string): Stratum[] => {
    const lineage: FakeRecipe[] = [];
    for (let at: string | null = name; at !== null; at = get(at).parent) lineage.unshift(get(at));
    const own = get(name);
    const base = lineage[0] ?? own;
    const strata: Stratum[] = [
      {
        kind: "parent",
        owner: base.os.startsWith("Ubuntu") ? "Canonical" : "ccoe-images",
        recipe: null,
        recipe_version: null,
        file: null,
        locked: true,
        parent: {
          reference: "ssm:/aws/service/canonical/ubuntu/server/22.04/stable/current/amd64/hvm/ebs-gp2/ami-id",
          label: base.os.startsWith("Ubuntu") ? `${base.os.replace("Ubuntu", "Ubuntu Server")} LTS` : base.os,
          publisher: base.os.startsWith("Ubuntu") ? "Canonical" : null,
          os: base.os,
          architecture: "x86_64",
        },
        layers: [],
      },
    ];
    for (const one of lineage.slice(0, -1)) {
      strata.push({
        kind: "golden",
        owner: one.owner,
        recipe: one.name,
        recipe_version: one.version,
        file: fileOf(one.name),
        locked: true,
        parent: null,
        layers: layersOf(one, true).filter((layer) => !layer.test),
      });
    }
    const mine = layersOf(own, false);
    const shared = {
      owner: own.owner,
      recipe: own.name,
      recipe_version: own.version,
      file: fileOf(own.name),
      locked: false,
      parent: null,
    };
    strata.push({ ...shared, kind: "own", layers: mine.filter((layer) => !layer.test) });
    strata.push({ ...shared, kind: "tests", layers: mine.filter((layer) => layer.test) });
    return strata;
  };

  const view = (name: string): RecipeView => {
    const one = get(name);
    return {
      recipe: name,
      version: one.version,
      description: one.description,
      owner: one.owner,
      platform: "Linux",
      os: one.os,
      architecture: "x86_64",
      working_directory: null,
      parent_image: parentImageOf(one),
      parent_recipe: one.parent,
      file: fileOf(name),
      unsaved: unsaved(name),
      edits: unsaved(name) ? (undo.get(name)?.length ?? 0) : 0,
      undo: undo.get(name)?.at(-1)?.label ?? null,
      redo: redo.get(name)?.at(-1)?.label ?? null,
      changed_on_disk: conflicted.has(name),
      strata: strataOf(name),
      problems: problemsOf(one),
      pipelines: [name],
      overlays: [...recipes.values()].filter((other) => other.parent === name).map((other) => other.name),
      stale: staleOf(one),
      next_version: {
        current: one.version,
        automatic: false,
        published: one.version,
        needed: unsaved(name),
        size: unsaved(name) ? "minor" : null,
        reasons: unsaved(name) ? ["layers differ from those of the published version"] : [],
        next: nextOf(one.version),
      },
      broken: brokenIn(texts.get(name)),
    };
  };

  const textOf = (name: string, one = get(name)): string => {
    const lines = [
      `# ${one.description}`,
      "kind: ImageRecipe",
      `name: ${one.name}`,
      `semanticVersion: ${one.version}`,
      `description: ${one.description}`,
      `parentImage: ${view(name).parent_image ?? ""}`,
      "tags:",
      `  Owner: ${one.owner}`,
      "components:",
    ];
    for (const layer of one.layers) {
      lines.push(
        `  ${layer.off ? "# " : ""}- componentArn: Component/${layer.component}${layer.pin ? `/${layer.pin}` : ""}`,
      );
      if (layer.off) continue;
      const values = Object.entries(layer.values);
      if (values.length > 0) lines.push("    parameters:");
      for (const [key, value] of values) lines.push(`      - name: ${key}`, `        value: ["${value}"]`);
    }
    return `${[...lines, ...settingLines(one, parentImageOf(one))].join("\n")}\n`;
  };
  /** What somebody else made of the file meanwhile; nothing when they deleted it. */
  const onDisk = (name: string): string | null =>
    deleted.has(name)
      ? null
      : textOf(name, saved.get(name))
          .replace(/^semanticVersion: .*$/m, "semanticVersion: 2.0.9")
          .replace("components:", "  CostCentre: pay-4711\ncomponents:");
  const fileView = (name: string): FileView => ({
    file: fileOf(name),
    text: texts.get(name) ?? textOf(name),
    saved_text: conflicted.has(name) ? onDisk(name) : textOf(name, saved.get(name)),
    base_text: unsaved(name) || texts.has(name) ? textOf(name, saved.get(name)) : null,
    unsaved: unsaved(name) || texts.has(name),
    undo: view(name).undo,
    redo: view(name).redo,
    edits: view(name).edits,
    changed_on_disk: conflicted.has(name),
    diagnostics: problemsOf(get(name)),
  });

  const tree = (parent: string | null): ImageNode[] =>
    [...recipes.values()]
      .filter((one) => one.parent === parent)
      .map((one) => ({
        recipe: one.name,
        version: one.version,
        owner: one.owner,
        tier: one.parent === null ? "golden" : "overlay",
        platform: "Linux",
        os: one.os,
        problems: counts(problemsOf(one)),
        unsaved: unsaved(one.name),
        children: tree(one.name),
      }));

  const lineageOf = (name: string): FakeRecipe[] => {
    const lineage: FakeRecipe[] = [];
    for (let at: string | null = name; at !== null; at = get(at).parent) lineage.unshift(get(at));
    return lineage;
  };
  const palette = (name: string): Palette => {
    const laid = new Set(lineageOf(name).flatMap((one) => one.layers.map((layer) => layer.component)));
    return {
      as_of: "2026-11-23T06:41:00Z",
      entries: (large ? [...library, ...manyComponents] : library).map((one) => ({
        name: one.name,
        reference: referenceOf(one),
        version: one.version,
        description: one.description,
        origin: one.origin,
        owner: one.owner,
        platform: one.platform,
        phases: Object.keys(one.steps),
        test: isTest(one),
        favourite: favourites.has(one.name),
        unfit:
          one.platform === "Windows"
            ? "for Windows; this image is Linux"
            : laid.has(one.name)
              ? "already in this image's lineage"
              : null,
      })),
    };
  };
  const order = (name: string): RunOrder => {
    const steps = lineageOf(name).flatMap((one) =>
      one.layers.flatMap((layer): RunStep[] => {
        const known = inLibrary(layer.component);
        if (!known) return [];
        return outlineOf(known).flatMap((phase) =>
          phase.steps.map((step) => ({
            recipe: one.name,
            component: layer.component,
            version: known.version,
            phase: phase.phase,
            step: step.name,
            action: step.action,
            inherited: one.name !== name,
            file: documentFile(known),
            line: step.line,
            summary:
              step.action === "ExecuteBash" ? `set -euo pipefail; echo "${step.name}"` : `${known.name}`,
          })),
        );
      }),
    );
    const unread = lineageOf(name).flatMap((one) =>
      one.layers.flatMap(({ component }) => {
        const origin = inLibrary(component)?.origin ?? "unknown";
        const known = origin !== "unknown" && origin !== "marketplace";
        return known ? [] : [{ recipe: one.name, component, origin, inherited: one.name !== name }];
      }),
    );
    return {
      unread,
      build: steps.filter((step) => step.phase !== "test"),
      test: steps.filter((step) => step.phase === "test"),
    };
  };

  const named = (recipe: string, slots: number[]): string =>
    slots.length === 1 ? (get(recipe).layers[slots[0] ?? 0]?.component ?? "") : `${slots.length} layers`;
  const resourceOf = (name: string): ResourceView => {
    const one = view(name);
    return {
      kind: "ImageRecipe",
      name,
      file: one.file,
      value: fieldsOf(get(name), parentImageOf(get(name))),
      complete: true,
      unsaved: one.unsaved,
      edits: one.edits,
      undo: one.undo,
      redo: one.redo,
      changed_on_disk: one.changed_on_disk,
      problems: recipeFieldProblems(get(name), parentImageOf(get(name)), one.file),
      used_by: dependants(name),
      broken: one.broken,
    };
  };
  const dependants = (name: string): Dependant[] => [
    ...view(name).overlays.map((overlay): Dependant => ({
      kind: "ImageRecipe",
      name: overlay,
      file: fileOf(overlay),
      line: 6,
      field: "parentImage",
    })),
    { kind: "ImagePipeline", name, file: `pipelines/${name}.yaml`, line: 4, field: "imageRecipeArn" },
  ];

  const nameOfFile = (file: string): string | null => /^recipes\/(.+)\.yaml$/.exec(file)?.[1] ?? null;
  const handlers: Partial<Handlers> = {
    "recipe.get": ({ recipe }) => view(recipe),
    "recipe.add_layer": ({ recipe, component, slot }) => {
      const name = nameIn(component);
      return edit(recipe, `addition of ${name}`, (one) =>
        one.layers.splice(slot ?? one.layers.length, 0, { component: name, values: {} }),
      );
    },
    "recipe.move_layers": ({ recipe, slots, to }) =>
      edit(recipe, `move of ${named(recipe, slots)}`, (one) => {
        const moved = one.layers.filter((_, slot) => slots.includes(slot));
        const rest = one.layers.filter((_, slot) => !slots.includes(slot));
        one.layers = rest.toSpliced(to, 0, ...moved);
      }),
    "recipe.remove_layers": ({ recipe, slots }) =>
      edit(recipe, `removal of ${named(recipe, slots)}`, (one) => {
        one.layers = one.layers.filter((_, slot) => !slots.includes(slot));
      }),
    "recipe.replace_layer": ({ recipe, slot, component }) => {
      const name = nameIn(component);
      return edit(recipe, `replacement of ${named(recipe, [slot])}`, (one) => {
        const declared = inLibrary(name)?.parameters.map((parameter) => parameter.name) ?? [];
        const values = Object.entries(one.layers[slot]?.values ?? {});
        one.layers[slot] = {
          component: name,
          values: Object.fromEntries(values.filter(([key]) => declared.includes(key))),
        };
      });
    },
    "recipe.set_layers_enabled": ({ recipe, slots, enabled }) =>
      edit(recipe, `turning ${named(recipe, slots)} ${enabled ? "on" : "off"}`, (one) => {
        for (const slot of slots) {
          const layer = one.layers[slot];
          if (layer && enabled) delete layer.off;
          else if (layer) layer.off = true;
        }
      }),
    "recipe.set_parameter": ({ recipe, slot, name, value }) =>
      edit(recipe, `${name} of ${named(recipe, [slot])}`, (one) => {
        const values = one.layers[slot]?.values ?? {};
        if (value === null) delete values[name];
        else values[name] = value;
      }),
    "recipe.set_layer_versions": ({ recipe, versions }) =>
      edit(
        recipe,
        `version of ${named(
          recipe,
          versions.map((one) => one.slot),
        )}`,
        (one) => {
          for (const { slot, version } of versions) {
            const layer = one.layers[slot];
            if (layer && version) layer.pin = version;
            else if (layer) delete layer.pin;
          }
        },
      ),
    "resource.set": ({ resource, changes }) => {
      edit(resource.name, `change of ${changes[0]?.path[0] ?? ""}`, (one) =>
        setRecipeFields(one, parentImageOf(one), changes),
      );
      return resourceOf(resource.name);
    },
    "resource.move_item": (request) => {
      edit(request.resource.name, `move in ${request.path.join(".")}`, (one) =>
        moveRecipeItem(one, parentImageOf(one), request),
      );
      return resourceOf(request.resource.name);
    },
    "resource.get": ({ name }) => resourceOf(name),
    ...fakeManaging({ recipes, saved, get, view, resource: resourceOf, dependants, staleOf }),
    "recipe.set_favourite": ({ component, favourite }) => {
      if (favourite) favourites.add(component);
      else favourites.delete(component);
      return {};
    },
    "recipe.palette": ({ recipe }) => palette(recipe),
    "recipe.run_order": ({ recipe }) => order(recipe),
  };
  return {
    handlers,
    view,
    tree: () => tree(null),
    problems: () => [...recipes.values()].flatMap(problemsOf),
    summaries: () =>
      [...recipes.values()].map((one) => ({
        kind: "ImageRecipe" as const,
        name: one.name,
        version: one.version,
        description: one.description,
        file: fileOf(one.name),
        ...counts(problemsOf(one)),
        used_by: dependants(one.name).length,
        unsaved: unsaved(one.name),
      })),
    unsaved: () => [...recipes.keys()].filter(unsaved).map(fileOf),
    usedBy: (component: string) =>
      [...recipes.values()]
        .filter((one) => one.layers.some((layer) => layer.component === component))
        .map((one) => one.name),
    /** The commands on files, for files that are recipes; `null` for others. */
    file: {
      get: (file: string) => {
        const name = nameOfFile(file);
        return name && recipes.has(name) ? fileView(name) : null;
      },
      setText: (file: string, text: string) => {
        const name = nameOfFile(file);
        if (!name) return;
        texts.delete(name);
        if (!brokenIn(text)) edit(name, "typing", (one) => readInto(one, text));
        texts.set(name, text);
      },
      undo: (file: string) => {
        const name = nameOfFile(file);
        if (name) back(name, undo, redo);
      },
      redo: (file: string) => {
        const name = nameOfFile(file);
        if (name) back(name, redo, undo);
      },
      discard: (file: string) => {
        const name = nameOfFile(file);
        if (name) {
          recipes.set(name, copy(saved.get(name) ?? get(name)));
          texts.delete(name);
          undo.delete(name);
        }
      },
      save: (file: string) => {
        const name = nameOfFile(file);
        if (name) {
          saved.set(name, copy(get(name)));
          texts.delete(name);
          conflicted.delete(name);
        }
      },
      conflict: (file: string, gone: boolean) => {
        const name = nameOfFile(file);
        if (name) conflicted.add(name);
        if (name && gone) deleted.add(name);
      },
    },
  };
}

function missing(layer: FakeLayer): string[] {
  return (inLibrary(layer.component)?.parameters ?? [])
    .filter((one) => one.required && layer.values[one.name] === undefined)
    .map((one) => one.name);
}

const SECRET = /password|secret|token|licen[cs]ekey/i;
const MULTILINE = /banner|certificate|config$/i;

function layerView(
  recipe: string,
  layer: FakeLayer,
  slot: number,
  locked: boolean,
  problems: Diagnostic[],
): Layer {
  const known = inLibrary(layer.component);
  const lacks = missing(layer);
  const outline = known ? outlineOf(known) : [];
  const places = outline.flatMap((phase) =>
    phase.steps.map((step) => ({ phase: phase.phase, step: step.name, line: step.line })),
  );
  const pin = layer.pin ?? known?.version ?? "";
  const undeclared = Object.keys(layer.values).filter(
    (name) => !known?.parameters.some((parameter) => parameter.name === name),
  );
  return {
    slot,
    enabled: !layer.off,
    name: layer.component,
    description: known?.description ?? null,
    reference: `Component/${layer.component}${layer.pin ? `/${layer.pin}` : ""}`,
    pin: { written: pin, wildcard: pin.includes("x"), resolved: known?.version ?? null },
    origin: known?.origin ?? "unknown",
    owner: known?.owner ?? null,
    platform: known?.platform ?? null,
    phases: Object.keys(known?.steps ?? {}),
    test: known ? isTest(known) : false,
    locked,
    parameters: [
      ...(known?.parameters ?? []).map(({ used_in_steps, ...one }) => ({
        ...one,
        value: layer.values[one.name] ?? null,
        missing: !layer.off && lacks.includes(one.name),
        undeclared: false,
        secret: SECRET.test(one.name),
        multiline: MULTILINE.test(one.name),
        used_in: places.slice(0, used_in_steps),
        elsewhere: elsewhere(recipe, layer, one.name),
      })),
      ...undeclared.map((name) => ({
        name,
        description: null,
        default: null,
        value: layer.values[name] ?? null,
        required: false,
        missing: false,
        undeclared: true,
        secret: false,
        multiline: false,
        used_in: [],
        elsewhere: [],
      })),
    ],
    outline,
    document: known ? documentFile(known) : null,
    problems: problems.filter((problem) => problem.message.startsWith(`${layer.component} needs`)),
  };
}

/** Other invented recipes that set `parameter` to something else. */
function elsewhere(name: string, layer: FakeLayer, parameter: string): ValueElsewhere[] {
  return initial
    .filter((recipe) => recipe.name !== name)
    .flatMap((recipe) =>
      recipe.layers
        .filter((other) => other.component === layer.component)
        .map((other) => ({ recipe: recipe.name, value: other.values[parameter] ?? null }))
        .filter(({ value }) => value !== (layer.values[parameter] ?? null)),
    );
}
