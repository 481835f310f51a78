import type { FieldEdit, FieldProblem, MoveItem } from "@/contract";

import type { FakeRecipe } from "./data/recipes";
import { recipeSettings } from "./data/resources";
import { setField, valueIn } from "./fields";
import { resourceProblems } from "./resourceProblems";
import { lines, type Yaml } from "./yaml";

/** A recipe's fields besides its layers, as its file has them. */
export function fieldsOf(one: FakeRecipe, parentImage: string): Record<string, Yaml> {
  return {
    name: one.name,
    semanticVersion: one.version,
    description: one.description,
    parentImage,
    ...(one.settings ?? {
      ...recipeSettings,
      amiTags: { Owner: one.owner, Baseline: one.parent ?? one.name },
      tags: { Owner: one.owner },
    }),
  };
}

function keepFields(one: FakeRecipe, value: Record<string, Yaml>): void {
  const { name: _, semanticVersion, description, parentImage, ...settings } = value;
  one.version = String(semanticVersion ?? "");
  one.description = String(description ?? "");
  const written = String(parentImage ?? "");
  one.parentImage = written;
  one.parent = /^ImageRecipe\/([^/]+)/.exec(written)?.[1] ?? null;
  one.settings = settings;
}

export function setRecipeFields(one: FakeRecipe, parentImage: string, changes: FieldEdit[]): void {
  const value = structuredClone(fieldsOf(one, parentImage));
  for (const change of changes) setField(value, change);
  keepFields(one, value);
}

export function moveRecipeItem(one: FakeRecipe, parentImage: string, { path, from, to }: MoveItem): void {
  const value = structuredClone(fieldsOf(one, parentImage));
  const list = valueIn(value, path);
  if (Array.isArray(list)) list.splice(to, 0, ...list.splice(from, 1));
  keepFields(one, value);
}

export function recipeFieldProblems(one: FakeRecipe, parentImage: string, file: string): FieldProblem[] {
  const value = fieldsOf(one, parentImage);
  return resourceProblems("ImageRecipe", file, value, lines({ kind: "ImageRecipe", ...value }));
}

/** What the file has below the layers. */
export function settingLines(one: FakeRecipe, parentImage: string): string[] {
  const above = ["name", "semanticVersion", "description", "parentImage", "tags"];
  const below = Object.entries(fieldsOf(one, parentImage)).filter(([key]) => !above.includes(key));
  return lines(Object.fromEntries(below)).map((line) => line.text);
}
