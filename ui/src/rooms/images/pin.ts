import type { Layer } from "@/contract";

/** The version in the layer's reference: `Component/name/3.4.x` or the version part of an ARN; empty without one. */
export function writtenVersion(layer: Pick<Layer, "reference">): string {
  return layer.reference.split("/")[2] ?? "";
}

/** Whether a layer has one exact version written. */
export function isPinned(layer: Layer): boolean {
  return writtenVersion(layer) !== "" && !layer.pin.wildcard;
}
