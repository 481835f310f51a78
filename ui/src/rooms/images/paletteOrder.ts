import type { Origin, PaletteEntry } from "@/contract";

/** More entries than this are not drawn: nobody reads them, and typing narrows them. */
export const MOST = 100;
/** Components that are remembered as recently used. */
export const RECENT = 8;

/** The order in which origins are offered. */
export const ORIGINS: Origin[] = ["workspace", "shared", "account", "amazon", "marketplace", "unknown"];

export interface PaletteGroup {
  /** `null` where one group is all there is. */
  title: string | null;
  entries: PaletteEntry[];
}

export interface Arranged {
  groups: PaletteGroup[];
  /** The entries of the groups, in the order they are drawn. */
  fit: PaletteEntry[];
  /** How many that fit are not drawn. */
  more: number;
  /** What does not fit, by the reason. */
  unfit: [reason: string, entries: PaletteEntry[]][];
}

/**
 * What the palette shows. Without a search: favourites of the team, then what was used last, then all by origin and
 * name. With one: those called like it first, favourites and recent ones before others of the same worth.
 */
export function arranged(
  entries: PaletteEntry[],
  query: string,
  origin: Origin | "any",
  recent: string[],
): Arranged {
  const words = query.toLowerCase().split(/\s+/).filter(Boolean);
  const hits = entries
    .filter((entry) => (origin === "any" || entry.origin === origin) && answers(entry, words))
    .map((entry) => ({ entry, rank: rankOf(entry, words, recent) }))
    .toSorted(
      (a, b) =>
        a.rank - b.rank ||
        ORIGINS.indexOf(a.entry.origin) - ORIGINS.indexOf(b.entry.origin) ||
        (a.entry.name < b.entry.name ? -1 : 1),
    )
    .map((hit) => hit.entry);
  const fits = hits.filter((entry) => entry.unfit === null);
  const fit = fits.slice(0, MOST);
  const unfit = new Map<string, PaletteEntry[]>();
  for (const entry of hits) {
    if (entry.unfit === null) continue;
    const same = unfit.get(entry.unfit);
    if (same) same.push(entry);
    else unfit.set(entry.unfit, [entry]);
  }
  return {
    groups: groupsOf(fit, words.length > 0, recent),
    fit,
    more: fits.length - fit.length,
    unfit: [...unfit],
  };
}

function answers(entry: PaletteEntry, words: string[]): boolean {
  if (words.length === 0) return true;
  const text = `${entry.name} ${entry.description ?? ""} ${entry.owner ?? ""} ${entry.origin}`.toLowerCase();
  return words.every((word) => text.includes(word));
}

function rankOf(entry: PaletteEntry, words: string[], recent: string[]): number {
  const dear = entry.favourite ? 0 : recent.includes(entry.reference) ? 1 : 2;
  const [first] = words;
  if (first === undefined) return dear === 1 ? 1 + recent.indexOf(entry.reference) / 1000 : dear;
  const name = entry.name.toLowerCase();
  const called = name === first ? 0 : name.startsWith(first) ? 1 : name.includes(first) ? 2 : 3;
  return called * 3 + dear;
}

function groupsOf(fit: PaletteEntry[], searched: boolean, recent: string[]): PaletteGroup[] {
  if (searched) return fit.length > 0 ? [{ title: null, entries: fit }] : [];
  const favourites = fit.filter((entry) => entry.favourite);
  const lately = fit.filter((entry) => !entry.favourite && recent.includes(entry.reference));
  const rest = fit.filter((entry) => !entry.favourite && !recent.includes(entry.reference));
  const groups = [
    { title: "Favourites of the team", entries: favourites },
    { title: "Recently used", entries: lately },
    { title: "All", entries: rest },
  ].filter((group) => group.entries.length > 0);
  return groups.length === 1 ? groups.map((group) => ({ ...group, title: null })) : groups;
}

/** `recent` after `reference` was used. */
export function used(recent: string[], reference: string): string[] {
  return [reference, ...recent.filter((one) => one !== reference)].slice(0, RECENT);
}
