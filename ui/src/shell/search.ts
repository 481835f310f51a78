/**
 * How well `name` and what is said `about` it answer `query`: every word of the query must occur; 0 is no answer, more
 * is better. Things of one name are equally good, however much is said about them.
 */
export function score(name: string, query: string, about = ""): number {
  const words = query.toLowerCase().split(/\s+/).filter(Boolean);
  if (words.length === 0) return 1;
  const low = `${name} ${about}`.toLowerCase();
  let total = 0;
  for (const word of words) {
    const at = low.indexOf(word);
    if (at < 0) return 0;
    const startsWord = at === 0 || /[\s\-_/.:]/.test(low[at - 1] ?? "");
    total += (at === 0 ? 4 : startsWord ? 3 : 1) + word.length / Math.max(1, name.length);
  }
  return total;
}
