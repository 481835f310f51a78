import type { Position, SymbolView } from "@/contract";

/** A line of the outline. */
export interface Row {
  /** Its place in the tree: `phase/0/2`; the same as long as nothing is added or removed before it. */
  key: string;
  title: string;
  detail: string | null;
  level: 1 | 2;
  /** `null` for the heads of parameters and constants, which stand nowhere. */
  symbol: SymbolView | null;
  /** Which step of which phase, from 0. */
  step: StepPlace | null;
  /** Rows below it, also when folded. */
  children: number;
  /** Its place among its siblings, from 1, and how many they are. */
  position: number;
  siblings: number;
}

export interface StepPlace {
  phase: number;
  step: number;
}

const HEADS = { parameter: "Parameters", constant: "Constants" } as const;

/** The tree as rows from above: parameters and constants under a head, phases with their steps. */
export function rowsOf(symbols: SymbolView[], folded: ReadonlySet<string>): Row[] {
  const tops: { row: Row; below: Row[] }[] = [];
  for (const kind of ["parameter", "constant"] as const) {
    const declared = symbols.filter((symbol) => symbol.kind === kind);
    if (declared.length === 0) continue;
    const below = declared.map((symbol, index) =>
      row(`${kind}/${index}`, symbol, null, index, declared.length),
    );
    const head = { key: kind, title: HEADS[kind], detail: null, level: 1 as const, symbol: null, step: null };
    tops.push({ row: { ...head, children: below.length, position: 0, siblings: 0 }, below });
  }
  phasesOf(symbols).forEach((phase, index) => {
    const below = stepsOf(phase).map((symbol, step, all) =>
      row(stepKey({ phase: index, step }), symbol, { phase: index, step }, step, all.length),
    );
    tops.push({
      row: { ...row(`phase/${index}`, phase, null, 0, 0), level: 1, children: below.length },
      below,
    });
  });
  return tops.flatMap(({ row: top, below }, index) => [
    { ...top, position: index + 1, siblings: tops.length },
    ...(folded.has(top.key) ? [] : below),
  ]);
}

function row(key: string, symbol: SymbolView, step: StepPlace | null, index: number, siblings: number): Row {
  const { name, detail } = symbol;
  return { key, title: name, detail, level: 2, symbol, step, children: 0, position: index + 1, siblings };
}

export const stepKey = ({ phase, step }: StepPlace): string => `phase/${phase}/${step}`;

export const phasesOf = (symbols: SymbolView[]): SymbolView[] =>
  symbols.filter((symbol) => symbol.kind === "phase");

export const stepsOf = (phase: SymbolView): SymbolView[] =>
  phase.children.filter((child) => child.kind === "step");

/** The key of the row that the cursor is in: the deepest, and the last one above it between two. */
export function currentKey(rows: Row[], cursor: Position): string | null {
  let found: Row | null = null;
  for (const one of rows) {
    const range = one.symbol?.range;
    if (range && !after(range.start, cursor) && !after(cursor, range.end)) found = one;
  }
  return found?.key ?? null;
}

function after(a: Position, b: Position): boolean {
  return a.line > b.line || (a.line === b.line && a.column > b.column);
}

/** Where a step goes when it is moved by one; across phases at their ends, `null` at the ends of the document. */
export function neighbour(counts: number[], at: StepPlace, by: -1 | 1): StepPlace | null {
  const { phase, step } = at;
  const within = step + by;
  if (within >= 0 && within < (counts[phase] ?? 0)) return { phase, step: within };
  const next = phase + by;
  const there = counts[next];
  if (there === undefined) return null;
  return { phase: next, step: by < 0 ? there : 0 };
}

/** How many steps each phase has after a move. */
export function afterMove(counts: number[], from: StepPlace, to: StepPlace): number[] {
  if (from.phase === to.phase) return counts;
  return counts.map((count, phase) => count + (phase === to.phase ? 1 : 0) - (phase === from.phase ? 1 : 0));
}
