import type { Layer, LayerVersion, RecipeView } from "@/contract";

import { bandsOf } from "./bands";
import { writtenVersion } from "./pin";

/** A way to write the version of a layer. */
export interface PinChoice {
  label: string;
  /** `null` follows the workspace. */
  version: string | null;
  current: boolean;
}

/** How the version of a layer can be written, from the loosest to the tightest. */
export function pinChoices(layer: Layer): PinChoice[] {
  const written = writtenVersion(layer);
  const choice = (label: string, version: string | null): PinChoice => ({
    label,
    version,
    current: written === (version ?? ""),
  });
  const loose =
    layer.origin === "workspace"
      ? choice("Follow the workspace", null)
      : choice("Follow the newest, x.x.x", "x.x.x");
  const [major, minor] = layer.pin.resolved?.split(".") ?? [];
  if (major === undefined || minor === undefined) return [loose];
  return [
    loose,
    choice(`Follow ${major}.x.x`, `${major}.x.x`),
    choice(`Follow ${major}.${minor}.x`, `${major}.${minor}.x`),
    choice(`Pin to ${layer.pin.resolved ?? ""}`, layer.pin.resolved),
  ];
}

/** The versions that pin layers to what they resolve to now, or let them follow what is newest again. */
export function pinned(layers: Layer[], pin: boolean): LayerVersion[] {
  return layers.flatMap((layer): LayerVersion[] => {
    if (!pin) return [{ slot: layer.slot, version: layer.origin === "workspace" ? null : "x.x.x" }];
    return layer.pin.resolved === null ? [] : [{ slot: layer.slot, version: layer.pin.resolved }];
  });
}

/** Several layers have one name for what is said and shown: `auditd`, `3 layers`. */
export function nameOfLayers(layers: Pick<Layer, "name">[]): string {
  const [only] = layers;
  return layers.length === 1 && only ? only.name : severalLayers(layers.length);
}

export const severalLayers = (count: number): string => `${count} layers`;

/** The slots of layers, in the order of the file. */
export function slotsOf(layers: Layer[]): number[] {
  return layers.map((layer) => layer.slot).toSorted((a, b) => a - b);
}

/** The key of the own layer at a slot. */
export function keyAtSlot(view: RecipeView, slot: number): string | null {
  for (const band of bandsOf(view)) {
    if (!band.open) continue;
    const row = band.items.find((one) => one.layer.slot === slot);
    if (row) return row.key;
  }
  return null;
}
