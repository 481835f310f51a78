import type { Layer, Pin, RecipeView, Stratum, StratumKind } from "@/contract";
import type { Section } from "@/parts/SortableList";

import { isPinned } from "./pin";

/** A layer as the stack shows it, with a key that stays while it moves. */
export interface Row {
  key: string;
  layer: Layer;
}

/** Where the cursor is, and the rows that are chosen together with it. */
export interface Picked {
  cursor: string | null;
  chosen: string[];
}

/** A stratum from top to bottom: what runs later lies higher. */
export interface Band extends Section<Row> {
  kind: StratumKind;
  stratum: Stratum;
}

/** The bands of a recipe, top first. The own band is there even when it has no layer yet. */
export function bandsOf(view: RecipeView): Band[] {
  const strata = [...view.strata];
  if (!strata.some((stratum) => stratum.kind === "own")) {
    const tests = strata.findIndex((stratum) => stratum.kind === "tests");
    strata.splice(tests < 0 ? strata.length : tests, 0, {
      kind: "own",
      owner: view.owner,
      recipe: view.recipe,
      recipe_version: view.version,
      file: view.file,
      locked: false,
      parent: null,
      layers: [],
    });
  }
  return strata
    .map((stratum, depth): Band => {
      const id = `${stratum.kind}:${stratum.recipe ?? depth}`;
      const seen = new Map<string, number>();
      const rows = stratum.layers.map((layer): Row => {
        const nth = (seen.get(layer.name) ?? 0) + 1;
        seen.set(layer.name, nth);
        return { key: `${id}/${layer.name}#${nth}`, layer };
      });
      return {
        id,
        label: bandTitle(stratum),
        items: rows.toReversed(),
        open: !stratum.locked,
        kind: stratum.kind,
        stratum,
      };
    })
    .filter((band) => band.kind !== "tests" || band.items.length > 0)
    .toReversed();
}

export function bandTitle(stratum: Stratum): string {
  switch (stratum.kind) {
    case "parent":
      return "Parent";
    case "golden":
      return "Golden";
    case "own":
      return "Your layers";
    case "tests":
      return stratum.locked ? "Golden tests" : "Tests";
  }
}

/** Of a deep lineage only what lies directly below the own layers is open at first. */
export function foldedAtFirst(bands: Band[]): string[] {
  const [nearest, ...deeper] = bands.filter((band) => band.kind === "golden").map((band) => band.id);
  return nearest === undefined ? [] : deeper;
}

/** The row of a key; `null` when it is gone. */
export function rowOf(bands: Band[], key: string | null): { band: Band; row: Row } | null {
  for (const band of bands) {
    const row = band.items.find((one) => one.key === key);
    if (row) return { band, row };
  }
  return null;
}

/** Where the cursor goes when rows of a band are taken away: the row below them, else the one above. */
export function besideRows(band: Band, rows: number[]): Picked {
  const key = (band.items[(rows.at(-1) ?? 0) + 1] ?? band.items[(rows[0] ?? 0) - 1])?.key ?? null;
  return { cursor: key, chosen: key === null ? [] : [key] };
}

/** `3.4.x → 3.4.7`: a wildcard always beside what it resolves to. */
export function pinText(pin: Pin): string {
  if (!pin.wildcard) return pin.written;
  return `${pin.written} → ${pin.resolved ?? "nothing"}`;
}

/** `unit`: what the text counts, left out where it is narrow. */
export interface LayerNote {
  text: string;
  unit?: string;
  tone: "bad" | "warn" | "plain";
}

/** What the last column says of a layer: what is wrong with it first, else what is set of it. */
export function layerNote(layer: Layer): LayerNote {
  if (!layer.enabled) return { text: "off", tone: "plain" };
  const missing = layer.parameters.filter((parameter) => parameter.missing);
  if (missing.length > 0) return { text: `needs ${missing.map((one) => one.name).join(", ")}`, tone: "bad" };
  const errors = layer.problems.filter((problem) => problem.severity === "error");
  const warnings = layer.problems.filter((problem) => problem.severity === "warning");
  const first = errors[0] ?? warnings[0];
  if (first) return { text: first.message, tone: errors.length > 0 ? "bad" : "warn" };
  const declared = layer.parameters.filter((parameter) => !parameter.undeclared);
  const set = declared.filter((parameter) => parameter.value !== null);
  if (declared.length === 0) return { text: "", tone: "plain" };
  if (layer.locked) {
    return { text: set.map((one) => `${one.name} ${one.value ?? ""}`).join(", "), tone: "plain" };
  }
  return { text: `${set.length} of ${declared.length}`, unit: " parameters", tone: "plain" };
}

/** What a screen reader says of a row behind what the row shows. */
export function describe(row: Row, band: Band): string {
  const at = band.items.length - band.items.indexOf(row);
  return `${at} of ${band.items.length} in ${band.label}${row.layer.locked ? ", locked" : ""}${isPinned(row.layer) ? ", pinned" : ""}${row.layer.enabled ? "" : ", off"}`;
}

/**
 * Where layers of a band go in the file when they are to be `to`th from above among the band's rows.
 *
 * The band's rows are the file's layers in reverse, and layers of the other band can lie between them in the file:
 * these stay where they are as far as possible.
 */
export function moveOf(
  band: Band,
  all: Layer[],
  indices: number[],
  to: number,
): { slots: number[]; to: number } {
  const moved = indices.flatMap((index) => band.items[index]?.layer.slot ?? []).toSorted((a, b) => a - b);
  const rest = all.map((layer) => layer.slot).filter((slot) => !moved.includes(slot));
  const peers = band.items.map((row) => row.layer.slot).filter((slot) => !moved.includes(slot));
  const above = peers[to - 1];
  const below = peers[to];
  const first = moved[0] ?? 0;
  // Up is later: right behind the row below. Down is earlier: right before the row above.
  const before = (slot: number) => rest.indexOf(slot);
  const late = below === undefined ? undefined : before(below) + 1;
  const early = above === undefined ? undefined : before(above);
  const place =
    late === undefined ? (early ?? 0) : early === undefined ? late : below! > first ? late : early;
  return { slots: moved, to: place };
}

/** The own layers of a recipe, in the order of its file. */
export function ownLayers(view: RecipeView): Layer[] {
  return view.strata
    .filter((stratum) => !stratum.locked && stratum.recipe === view.recipe)
    .flatMap((stratum) => stratum.layers)
    .toSorted((a, b) => a.slot - b.slot);
}

/** The recipe as it will be after layers moved, shown until the workbench has answered. */
export function withMoves(view: RecipeView, slots: number[], to: number): RecipeView {
  const own = ownLayers(view);
  const moved = own.filter((layer) => slots.includes(layer.slot));
  const rest = own.filter((layer) => !slots.includes(layer.slot));
  if (moved.length === 0 || to < 0 || to > rest.length) return view;
  const order = rest.toSpliced(to, 0, ...moved).map((layer, slot) => ({ ...layer, slot }));
  return {
    ...view,
    strata: view.strata.map((stratum) =>
      stratum.locked || stratum.recipe !== view.recipe
        ? stratum
        : { ...stratum, layers: order.filter((layer) => layer.test === (stratum.kind === "tests")) },
    ),
  };
}
