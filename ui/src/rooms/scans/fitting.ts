/** The gap between columns of a grid, in pixels. */
export const GAP = 12;

/** The least pixels of a track: `120px`, `minmax(90px, 1fr)`. */
const least = (width: string): number => Number(/\d+/.exec(width)?.[0] ?? 0);

/** Those of `columns` that fit into `room` pixels, the first of `wanted` before the others; in their own order. */
export function fitting<C extends { key: string; width: string }>(
  columns: C[],
  wanted: readonly string[],
  room: number,
): C[] {
  const taken: string[] = [];
  let left = room;
  for (const key of wanted) {
    const column = columns.find((one) => one.key === key);
    if (!column) continue;
    left -= least(column.width) + (taken.length > 0 ? GAP : 0);
    if (left < 0) break;
    taken.push(key);
  }
  return columns.filter(({ key }) => taken.includes(key));
}
