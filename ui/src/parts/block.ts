// Several rows of a list that move together. Rows are named by their index, from above.

/** `items` after the rows `moved` became neighbours, the first of them at `to`. */
export function gathered<T>(items: readonly T[], moved: readonly number[], to: number): T[] {
  const rest = items.filter((_, index) => !moved.includes(index));
  return rest.toSpliced(to, 0, ...items.filter((_, index) => moved.includes(index)));
}

/** Whether nothing lies between the rows. */
export function adjoining(moved: readonly number[]): boolean {
  return moved.every((row, at) => at === 0 || row === (moved[at - 1] ?? 0) + 1);
}

/**
 * Where the first of `moved` lands one step up (`by` -1) or down (1); `null` at the end of the list. Rows that are
 * apart are gathered first, at the foremost of them in the direction they go.
 */
export function stepped(length: number, moved: readonly number[], by: -1 | 1): number | null {
  const first = moved[0];
  const last = moved.at(-1);
  if (first === undefined || last === undefined) return null;
  if (!adjoining(moved)) return by < 0 ? first : last - moved.length + 1;
  const to = first + by;
  return to < 0 || to + moved.length > length ? null : to;
}

/** The keys from one row to another, both included, in the order of the list. */
export function range(keys: readonly string[], from: string | null, to: string): string[] {
  const [a, b] = [from === null ? -1 : keys.indexOf(from), keys.indexOf(to)];
  if (a < 0 || b < 0) return [to];
  return keys.slice(Math.min(a, b), Math.max(a, b) + 1);
}
