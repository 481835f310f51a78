import type { ImageNode } from "@/contract";

/** All recipes of a tree of images. */
export function recipesOf(images: ImageNode[]): string[] {
  return images.flatMap((image) => [image.recipe, ...recipesOf(image.children)]);
}

/** As AWS takes the name of a recipe (imagebuilder/2019-12-02 service-2.json, `ResourceName`). */
const NAME = /^[-_A-Za-z0-9][-_A-Za-z0-9 ]{1,126}[-_A-Za-z0-9]$/;

/** AWS makes the ARN from the name in small letters, with hyphens: names that differ only in that are the same. */
export function normalised(name: string): string {
  return name.toLowerCase().replaceAll(/[ _]/g, "-");
}

/** What is wrong with the name of a recipe; `undefined` when nothing is, and before anything was typed. */
export function nameFault(name: string, taken: string[]): string | undefined {
  if (name === "") return undefined;
  if (!NAME.test(name)) return "Use 3 to 128 letters, digits, hyphens, underscores and spaces.";
  const same = taken.find((other) => normalised(other) === normalised(name));
  if (same === undefined) return undefined;
  return same === name
    ? "The workspace has an image of this name."
    : `To AWS this is the same name as ${same}.`;
}

/** A version, or a wildcard that lets AWS number it (`WildcardVersionNumber` of CreateImageRecipe). */
export function versionFault(version: string): string | undefined {
  return /^\d{1,10}\.(?:\d{1,10}|x)\.(?:\d{1,10}|x)$/.test(version) && !/x\.\d/.test(version)
    ? undefined
    : "Three numbers, such as 1.0.0, or 1.0.x.";
}

/** A name for a copy that is not taken. */
export function copyName(name: string, taken: string[]): string {
  const all = new Set(taken.map(normalised));
  for (let nth = 1; ; nth += 1) {
    const proposed = nth === 1 ? `${name}-copy` : `${name}-copy-${nth}`;
    if (!all.has(normalised(proposed))) return proposed;
  }
}
