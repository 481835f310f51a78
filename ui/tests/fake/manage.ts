import type { Dependant, ParentChoice, RecipeView, ResourceView, StaleOverlay } from "@/contract";

import type { FakeRecipe } from "./data/recipes";
import type { Handlers } from "./platform";

// Making, copying, renaming, deleting and restoring invented recipes, and what a new one can stand on.

export interface Managed {
  recipes: Map<string, FakeRecipe>;
  saved: Map<string, FakeRecipe>;
  get: (name: string) => FakeRecipe;
  view: (name: string) => RecipeView;
  resource: (name: string) => ResourceView;
  dependants: (name: string) => Dependant[];
  staleOf: (one: FakeRecipe) => StaleOverlay | null;
}

const elsewhere: ParentChoice[] = [
  {
    reference: "arn:aws:imagebuilder:eu-west-1:444455556666:image/golden-windows-2022/x.x.x",
    label: "golden-windows-2022",
    origin: "shared",
    owner: "ccoe-images",
    version: "5.1.0",
    platform: "Windows",
    os: "Windows Server 2022",
    architecture: "x86_64",
    layers: 14,
  },
  ...(
    [
      ["ubuntu-server-22-lts-x86", "Ubuntu Server 22 LTS x86", "Ubuntu 22.04", "Canonical"],
      ["ubuntu-server-24-lts-x86", "Ubuntu Server 24 LTS x86", "Ubuntu 24.04", "Canonical"],
      ["amazon-linux-2023-x86", "Amazon Linux 2023 x86", "Amazon Linux 2023", "Amazon"],
      ["red-hat-enterprise-linux-9-x86", "Red Hat Enterprise Linux 9 x86", "RHEL 9", "Red Hat"],
    ] as const
  ).map(([name, label, os, owner]): ParentChoice => ({
    reference: `arn:aws:imagebuilder:eu-west-1:aws:image/${name}/x.x.x`,
    label,
    origin: "amazon",
    owner,
    version: "2026.11.12",
    platform: "Linux",
    os,
    architecture: "x86_64",
    layers: null,
  })),
];

export function fakeManaging(managed: Managed): Partial<Handlers> {
  const { recipes, saved, get, view } = managed;
  const taken = (name: string) => {
    if (recipes.has(name))
      throw {
        code: "conflict",
        message: `the workspace has an image ${name} already`,
        hints: ["choose another name"],
        detail: null,
        retryable: false,
      };
  };
  return {
    "recipe.parents": () => ({
      parents: [
        ...[...recipes.values()].map((one): ParentChoice => ({
          reference: `ImageRecipe/${one.name}/${one.version.split(".")[0] ?? "1"}.x.x`,
          label: one.name,
          origin: "workspace",
          owner: one.owner,
          version: one.version,
          platform: "Linux",
          os: one.os,
          architecture: "x86_64",
          layers: one.layers.length,
        })),
        ...elsewhere,
      ],
      as_of: "2026-11-23T06:41:00Z",
    }),
    "recipe.create": ({ name, parent_image, version, owner, description, components }) => {
      taken(name);
      const parent = /^ImageRecipe\/([^/]+)/.exec(parent_image)?.[1] ?? null;
      recipes.set(name, {
        name,
        version: version ?? "1.0.0",
        owner: owner ?? "",
        description: description ?? "",
        parent,
        os: parent === null ? "Ubuntu 24.04" : get(parent).os,
        layers: components.map((reference) => ({
          component: reference.split("/")[1] ?? reference,
          values: {},
        })),
      });
      return view(name);
    },
    "resource.copy": ({ resource, name }) => {
      taken(name);
      recipes.set(name, { ...structuredClone(get(resource.name)), name });
      return managed.resource(name);
    },
    "resource.rename": ({ resource, name }) => {
      taken(name);
      const one = get(resource.name);
      const following = [...recipes.values()].filter((other) => other.parent === resource.name);
      for (const other of following) other.parent = name;
      recipes.delete(resource.name);
      saved.delete(resource.name);
      recipes.set(name, { ...one, name });
      return {
        resource: { ...resource, name },
        files: [name, ...following.map((other) => other.name)].map((file) => `recipes/${file}.yaml`),
      };
    },
    "resource.delete": (resource) => {
      const text = JSON.stringify(get(resource.name));
      recipes.delete(resource.name);
      return { resource, files: [{ file: `recipes/${resource.name}.yaml`, text }] };
    },
    "resource.restore": ({ resource, files }) => {
      recipes.set(resource.name, JSON.parse(files[0]?.text ?? "{}") as FakeRecipe);
      return {};
    },
    "stale.list": () => ({
      overlays: [...recipes.values()].flatMap((one) => managed.staleOf(one) ?? []),
      as_of: "2026-11-23T06:41:00Z",
    }),
  };
}
