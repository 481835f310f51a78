/** A place as people count: lines and columns from 1, a column is one character (a Unicode scalar value). */
export interface Place {
  line: number;
  column: number;
}

/** Anything with lines, as CodeMirror's `Text` has; lines from 1. */
export interface Lines {
  readonly lines: number;
  line(n: number): { from: number; to: number; text: string };
}

/** Lines that are found by an offset into the text, as CodeMirror's `Text` finds them. */
export interface LinesByOffset {
  lineAt(offset: number): { number: number; from: number; text: string };
}

/** The offset of `place` in UTF-16 units. A place outside the text becomes the nearest one inside. */
export function offsetOf(doc: Lines, place: Place): number {
  if (place.line < 1) return 0;
  if (place.line > doc.lines) return doc.line(doc.lines).to;
  const line = doc.line(place.line);
  let units = 0;
  let column = 1;
  while (column < place.column && units < line.text.length) {
    units += (line.text.codePointAt(units) ?? 0) > 0xffff ? 2 : 1;
    column += 1;
  }
  return line.from + units;
}

/** The place of an offset in UTF-16 units, which is the other way round. */
export function placeOf(doc: LinesByOffset, offset: number): Place {
  const line = doc.lineAt(offset);
  const before = line.text.slice(0, offset - line.from);
  return { line: line.number, column: [...before].length + 1 };
}

/** The smallest single replacement that turns `before` into `after`. */
export function smallestChange(before: string, after: string): { from: number; to: number; insert: string } {
  const shorter = Math.min(before.length, after.length);
  let head = 0;
  while (head < shorter && before.charCodeAt(head) === after.charCodeAt(head)) head += 1;
  let tail = 0;
  while (
    tail < shorter - head &&
    before.charCodeAt(before.length - 1 - tail) === after.charCodeAt(after.length - 1 - tail)
  ) {
    tail += 1;
  }
  return { from: head, to: before.length - tail, insert: after.slice(head, after.length - tail) };
}
