import type { FieldEdit } from "@/contract";

import type { Yaml } from "./yaml";

/** What stands at `path`. */
export function valueIn(value: Yaml, path: string[]): Yaml | undefined {
  return path.reduce<Yaml | undefined>((at, key) => (at as Record<string, Yaml> | undefined)?.[key], value);
}

/** Sets a field; removing one removes what holds nothing any more. */
export function setField(value: Record<string, Yaml>, { path, value: wanted }: FieldEdit): void {
  const [key, ...rest] = path;
  if (key === undefined) return;
  const list = Array.isArray(value) ? (value as Yaml[]) : null;
  if (rest.length === 0) {
    if (wanted !== null) value[key] = structuredClone(wanted) as Yaml;
    else if (list) list.splice(Number(key), 1);
    else delete value[key];
    return;
  }
  if (typeof value[key] !== "object") {
    if (wanted === null) return;
    value[key] = /^\d+$/.test(rest[0] ?? "") ? [] : {};
  }
  const below = value[key] as Record<string, Yaml>;
  setField(below, { path: rest, value: wanted });
  if (wanted === null && Object.keys(below).length === 0) setField(value, { path: [key], value: null });
}
