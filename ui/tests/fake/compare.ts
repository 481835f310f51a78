import type {
  Comparison,
  ContractError,
  LayerDifference,
  RecipeView,
  Side,
  StaleOverlay,
  UpdateProposal,
} from "@/contract";

import { goldenMove, paymentsNow, revisions } from "./data/compare";
import { recipes } from "./data/recipes";
import type { Handlers } from "./platform";

const AS_OF = "2026-11-23T06:41:00Z";
/** Never committed, and not in AWS. */
const NEW = "golden-centos-7";
const VERSIONS = ["2.0.3", "2.0.2", "2.0.0", "1.9.4"];

const unknown = (message: string, hint: string): ContractError => ({
  code: "not_found",
  message,
  hints: [hint],
  detail: null,
  retryable: false,
});

const OPPOSITE: Partial<Record<LayerDifference, LayerDifference>> = {
  added: "removed",
  removed: "added",
  disabled: "enabled",
  enabled: "disabled",
};

function swapped(one: Comparison): Comparison {
  return {
    ...one,
    left: one.right,
    right: one.left,
    effects: [],
    fields: one.fields.map((field) => ({ ...field, left: field.right, right: field.left })),
    layers: one.layers.map((layer) => ({
      ...layer,
      left: layer.right,
      right: layer.left,
      changes: layer.changes.map((change) => OPPOSITE[change] ?? change),
      parameters: layer.parameters.map((value) => ({ ...value, left: value.right, right: value.left })),
      document: layer.document && {
        ...layer.document,
        left: layer.document.right,
        right: layer.document.left,
        steps_added: layer.document.steps_removed,
        steps_removed: layer.document.steps_added,
      },
    })),
  };
}

const nothing = (recipe: string, version: string): Comparison => {
  const state = { recipe, version, parent_image: "ImageRecipe/golden-ubuntu-22-04/1.x.x" };
  return { left: state, right: state, layers: [], fields: [], effects: [], unchanged: 9 };
};

function compared(left: Side, right: Side): Comparison {
  for (const side of [left, right]) {
    if (side.at.at === "git" && side.at.revision.includes("lost")) {
      throw unknown(
        `Git knows no revision \`${side.at.revision}\``,
        "type a commit, a branch or a tag of this repository",
      );
    }
    if (side.at.at === "aws" && side.at.version === "1.9.4") {
      throw unknown(
        `version 1.9.4 of \`${side.recipe}\` was listed by AWS and never read`,
        "sync, then compare again",
      );
    }
  }
  const changed = left.recipe === "payments-web" || right.recipe === "payments-web";
  if (!changed || JSON.stringify(left) === JSON.stringify(right)) return nothing(right.recipe, "1.0.0");
  return left.at.at === "workspace" && right.at.at !== "workspace" ? swapped(paymentsNow) : paymentsNow;
}

/** Handlers of comparisons and of overlays that fell behind; `view` answers a recipe as it is now. */
export function fakeCompare(view: (recipe: string) => RecipeView): Partial<Handlers> {
  const stale = (): StaleOverlay[] => [
    ...recipes.flatMap((one) => view(one.name).stale ?? []),
    {
      recipe: "returns-batch",
      in_workspace: false,
      golden: "golden-ubuntu-22-04",
      reference: "arn:aws:imagebuilder:eu-west-1:111122223333:image/golden-ubuntu-22-04/1.6.2",
      stands_on: "1.6.2",
      newest: "1.8.0",
      why: "golden-ubuntu-22-04 1.8.0 is out, and returns-batch was last published on 1.6.2",
    },
    {
      recipe: "ledger-api",
      in_workspace: false,
      golden: "golden-centos-7",
      reference: "arn:aws:imagebuilder:eu-west-1:111122223333:image/golden-centos-7/x.x.x",
      stands_on: "4.1.0",
      newest: "4.2.0",
      why: "ledger-api takes the newest golden-centos-7 by itself, and its last image stands on 4.1.0",
    },
  ];
  const propose = (recipe: string): UpdateProposal => {
    const now = view(recipe);
    const reference = now.parent_image ?? "";
    const golden = now.parent_recipe ?? "golden-ubuntu-22-04";
    if (now.parent_recipe === null)
      throw {
        code: "invalid",
        message: `\`${recipe}\` stands on a vendor's image, which no recipe moves`,
        hints: ["choose another parent image in the settings"],
        detail: null,
        retryable: false,
      } satisfies ContractError;
    const newest = view(golden).version;
    const follows = reference.includes("x");
    const state = { recipe, version: now.version, parent_image: reference };
    return {
      recipe,
      golden,
      reference,
      new_reference: follows ? reference : `ImageRecipe/${golden}/${newest}`,
      comparison: { ...goldenMove, left: state, right: state },
      version: {
        ...now.next_version,
        needed: !follows,
        size: "minor",
        reasons: ["layers of the golden image are added or changed"],
      },
    };
  };
  return {
    "compare.sides": ({ recipe }) => ({
      revisions: recipe === NEW ? [] : revisions,
      published: recipe === NEW ? [] : VERSIONS.map((version) => ({ version, at: AS_OF })),
      recipes: recipes.map((one) => one.name).filter((name) => name !== recipe),
    }),
    "compare.run": ({ left, right }) => ({ left, right, comparison: compared(left, right) }),
    "stale.list": () => ({ overlays: stale(), as_of: AS_OF }),
    "stale.propose": ({ recipe }) => propose(recipe),
  };
}
