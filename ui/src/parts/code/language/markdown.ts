// Help is written in Markdown, and names from documents get into it. It becomes elements with text in them, never
// HTML: headings, paragraphs, lists, code, emphasis. A link is its words with the address beside them.

/** More than this is not help any more. */
const MOST = 10_000;
/** Emphasis within emphasis within … */
const DEEPEST = 4;

/** Markdown as elements. Whatever looks like HTML is text. */
export function markdown(text: string): HTMLElement {
  const root = document.createElement("div");
  const lines = text.slice(0, MOST).split(/\r\n?|\n/);
  let at = 0;
  while (at < lines.length) at = block(root, lines, at);
  return root;
}

/** Adds the block that begins at line `at`; the line behind it. */
function block(root: HTMLElement, lines: string[], at: number): number {
  const line = lines[at] ?? "";
  if (line.trim() === "") return at + 1;
  const fence = /^\s*(```+|~~~+)/.exec(line)?.[1];
  if (fence) return codeBlock(root, lines, at, fence);
  const heading = /^#{1,6}\s+(.*?)\s*#*$/.exec(line);
  if (heading) {
    inline(append(root, "h4"), heading[1] ?? "");
    return at + 1;
  }
  if (ITEM.test(line)) return list(root, lines, at);
  let end = at + 1;
  while (end < lines.length && !begins(lines[end] ?? "")) end += 1;
  inline(append(root, "p"), lines.slice(at, end).join(" "));
  return end;
}

const ITEM = /^\s*([-*+]|\d{1,3}[.)])\s+/;

/** Whether a line ends the paragraph before it. */
function begins(line: string): boolean {
  return line.trim() === "" || ITEM.test(line) || /^\s*(```|~~~|#{1,6}\s)/.test(line);
}

function codeBlock(root: HTMLElement, lines: string[], at: number, fence: string): number {
  let end = at + 1;
  while (end < lines.length && !(lines[end] ?? "").trim().startsWith(fence)) end += 1;
  append(append(root, "pre"), "code").textContent = lines.slice(at + 1, end).join("\n");
  return end + 1;
}

function list(root: HTMLElement, lines: string[], at: number): number {
  const ordered = /^\s*\d/.test(lines[at] ?? "");
  const made = append(root, ordered ? "ol" : "ul");
  let end = at;
  while (end < lines.length && ITEM.test(lines[end] ?? "")) {
    const first = (lines[end] ?? "").replace(ITEM, "");
    const more: string[] = [];
    end += 1;
    while (end < lines.length && !begins(lines[end] ?? "")) more.push((lines[end++] ?? "").trim());
    inline(append(made, "li"), [first, ...more].join(" "));
  }
  return end;
}

/** Underscores and stars within a name are part of the name. */
const SPAN =
  /(`+)(.+?)\1(?!`)|\[([^\]\n]{1,300})\]\(([^()\s]{1,600})\)|(?<!\w)(\*\*|__)(?=\S)(.+?)\5(?!\w)|(?<!\w)([*_])(?=\S)(.+?)\7(?!\w)/g;

/** Adds a line's words, code, emphasis and links. */
function inline(root: HTMLElement, text: string, depth = 0): void {
  let from = 0;
  for (const found of text.matchAll(SPAN)) {
    const [whole, , code, words, address, , strong, , gentle] = found;
    root.append(text.slice(from, found.index));
    from = found.index + whole.length;
    if (code !== undefined) append(root, "code").textContent = code.trim() || code;
    else if (words !== undefined) {
      inline(append(root, "span"), words, DEEPEST);
      if (address !== undefined && address !== words) append(root, "small").textContent = ` ${address}`;
    } else {
      const inner = strong ?? gentle ?? "";
      const made = append(root, strong === undefined ? "em" : "strong");
      if (depth < DEEPEST) inline(made, inner, depth + 1);
      else made.textContent = inner;
    }
  }
  root.append(text.slice(from));
}

function append(root: HTMLElement, name: string): HTMLElement {
  const made = document.createElement(name);
  root.append(made);
  return made;
}
