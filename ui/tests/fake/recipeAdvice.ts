import type { RecipeView, VersionAdvice } from "@/contract";

import type { Handlers } from "./platform";

/** What AWS holds of a recipe, and what the next version would be. */
function adviceOf(version: string): VersionAdvice {
  const automatic = version.includes("x");
  return {
    current: version,
    automatic,
    published: "2.1.0",
    needed: version === "2.1.0",
    size: version === "2.1.0" ? "patch" : null,
    reasons: version === "2.1.0" ? ["`TlsMinimum` of nginx-tls is another"] : [],
    next: automatic
      ? []
      : [
          { size: "patch", version: "2.1.1" },
          { size: "minor", version: "2.2.0" },
          { size: "major", version: "3.0.0" },
        ],
  };
}

/** Answers about recipes that their settings need. */
export function fakeRecipeAdvice(
  handlers: Partial<Handlers>,
  settled: (recipe: RecipeView) => RecipeView,
): Partial<Handlers> {
  return {
    "recipe.get": (request) => {
      const recipe = settled(handlers["recipe.get"]?.(request) as RecipeView);
      return { ...recipe, next_version: adviceOf(recipe.version) };
    },
    "recipe.parents": () => ({
      as_of: "2026-11-23T06:41:00Z",
      parents: [
        {
          reference: "ImageRecipe/golden-ubuntu-22-04/1.x.x",
          label: "golden-ubuntu-22-04",
          origin: "workspace",
          owner: "ccoe-images",
          version: "1.8.0",
          platform: "Linux",
          os: "Ubuntu 22.04",
          architecture: "x86_64",
          layers: 9,
        },
        {
          reference: "ImageRecipe/golden-centos-7/4.2.0",
          label: "golden-centos-7",
          origin: "workspace",
          owner: "ccoe-images",
          version: "4.2.0",
          platform: "Linux",
          os: "CentOS 7",
          architecture: "x86_64",
          layers: 5,
        },
        {
          reference: "arn:aws:imagebuilder:eu-west-1:444455556666:image/hardened-al2023/x.x.x",
          label: "hardened-al2023",
          origin: "shared",
          owner: "444455556666",
          version: "3.1.4",
          platform: "Linux",
          os: "Amazon Linux 2023",
          architecture: "x86_64",
          layers: null,
        },
        {
          reference: "arn:aws:imagebuilder:eu-west-1:aws:image/ubuntu-server-22-lts-x86/x.x.x",
          label: "Ubuntu Server 22 LTS x86",
          origin: "amazon",
          owner: "Amazon",
          version: "2026.11.4",
          platform: "Linux",
          os: "Ubuntu 22.04",
          architecture: "x86_64",
          layers: null,
        },
        ...(handlers["recipe.parents"]?.({}).parents ?? []),
      ],
    }),
  };
}
