import type { LayerParameter } from "@/contract";

/** Whether a value wants more than one line. */
export function isSeveralLines(parameter: LayerParameter): boolean {
  return (
    parameter.multiline || [parameter.value, parameter.default].some((text) => text?.includes("\n") ?? false)
  );
}

/**
 * How a parameter that looks like a secret stands: `open` without a value, `clear` with one that anybody can read,
 * `named` with the name of a parameter of Systems Manager; `null` for all others.
 */
export function secretState(parameter: LayerParameter): "open" | "clear" | "named" | null {
  if (!parameter.secret) return null;
  if (parameter.value === null) return "open";
  return isParameterName(parameter.value) ? "named" : "clear";
}

/** A full name in Parameter Store, which begins with `/` (ssm/2014-11-06, PutParameter, `Name`). */
const isParameterName = (value: string): boolean => /^\/[\w.-]+(?:\/[\w.-]+)*$/.test(value);

/** A name in Parameter Store for a parameter of a recipe. */
export function parameterStore(recipe: string, name: string): string {
  return `/${recipe}/${name}`;
}

/**
 * What a document writes to read the parameter of Systems Manager that `name` names.
 * https://docs.aws.amazon.com/imagebuilder/latest/userguide/toe-user-defined-variables.html
 */
export function resolving(name: string): string {
  return `{{ aws:ssm:resolve(${name}) }}`;
}
