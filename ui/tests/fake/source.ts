import type { Broken } from "@/contract";

import type { FakeLayer, FakeRecipe } from "./data/recipes";

// A small stand-in for the reader of recipes, for the one layout in which the invented files are written.

/** Why the text cannot be read: a tab at the start of a line, or a line that is neither a key, an item nor a comment. */
export function brokenIn(text: string | undefined): Broken | null {
  const lines = text?.split("\n") ?? [];
  for (const [index, line] of lines.entries()) {
    if (line.startsWith("\t")) return { line: index + 1, message: "a tab cannot indent in YAML" };
    if (!/^\s*($|#|- |[\w-]+:( |$))/.test(line))
      return { line: index + 1, message: `\`${line.trim()}\` has no colon, so it is no key` };
  }
  return null;
}

/** What the text says, as far as the fakes know it. */
export function readInto(one: FakeRecipe, text: string): void {
  const field = (name: string) => new RegExp(`^${name}: (.*)$`, "m").exec(text)?.[1];
  one.version = field("semanticVersion") ?? one.version;
  one.description = field("description") ?? one.description;
  const layers: FakeLayer[] = [];
  let parameter: string | undefined;
  for (const line of text.split("\n")) {
    const layer = /^\s*(# )?- componentArn: Component\/([^/\s]+)(?:\/(\S+))?/.exec(line);
    if (layer) {
      const [, off, component = "", pin] = layer;
      layers.push({ component, values: {}, ...(pin ? { pin } : {}), ...(off ? { off: true } : {}) });
    }
    parameter = /^\s+- name: (\S+)/.exec(line)?.[1] ?? parameter;
    const value = /^\s+value: \["(.*)"\]/.exec(line)?.[1];
    const last = layers.at(-1);
    if (last && parameter !== undefined && value !== undefined) last.values[parameter] = value;
  }
  one.layers = layers;
}
