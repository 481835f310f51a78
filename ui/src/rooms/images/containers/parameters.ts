import type { FieldEdit } from "@/contract";
import { listAt, textAt, type Path } from "@/pieces/form/path";

/** The value that a layer gives a parameter; `null` where it gives none. */
export function parameterValue(layer: unknown, name: string): string | null {
  const one = listAt(layer, ["parameters"]).find((entry) => textAt(entry, ["name"]) === name);
  return one === undefined ? null : (textAt(one, ["value", "0"]) ?? textAt(one, ["value"]) ?? "");
}

/** The edits that give a parameter a value; an empty one takes it away, so that the component's default holds. */
export function setParameter(layer: unknown, path: Path, name: string, value: string): FieldEdit[] {
  const list = listAt(layer, ["parameters"]);
  const at = list.findIndex((entry) => textAt(entry, ["name"]) === name);
  const parameters = [...path, "parameters"];
  if (value === "") return at < 0 ? [] : [{ path: [...parameters, String(at)], value: null }];
  if (at < 0) return [{ path: [...parameters, String(list.length)], value: { name, value: [value] } }];
  return [{ path: [...parameters, String(at), "value"], value: [value] }];
}
