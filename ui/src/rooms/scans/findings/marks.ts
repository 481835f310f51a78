/** Findings that are marked: named ones, or all that the query shows. */
export interface Marks {
  all: boolean;
  keys: ReadonlySet<string>;
}

export const NO_MARKS: Marks = { all: false, keys: new Set() };

export const isMarked = (marks: Marks, key: string): boolean => marks.all || marks.keys.has(key);

/** How many, of `total` that the query shows. */
export const markedCount = (marks: Marks, total: number): number => (marks.all ? total : marks.keys.size);

/** With a finding marked, or not any more. All but one cannot be said, so that taking one out begins anew. */
export function withToggled(marks: Marks, key: string): Marks {
  if (marks.all) return NO_MARKS;
  const keys = new Set(marks.keys);
  if (!keys.delete(key)) keys.add(key);
  return { all: false, keys };
}

export function withAdded(marks: Marks, keys: Iterable<string>): Marks {
  return marks.all ? marks : { all: false, keys: new Set([...marks.keys, ...keys]) };
}

/** Rows that can be marked one by one; beyond it, all that match are. */
export const MOST_MARKED = 5000;
