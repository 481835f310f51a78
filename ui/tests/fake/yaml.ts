// As much YAML as invented files need: mappings, lists, texts and literal blocks, two blanks deeper each.

export type Yaml = string | Yaml[] | { [key: string]: Yaml };

export interface YamlLine {
  text: string;
  path: string[];
}

const scalar = (text: string): string =>
  /^$|^[\s\-?:,[\]{}#&*!|>'"%@`]|: |:$| #|^\d{12}$|^(true|false|null|yes|no)$/.test(text) &&
  !/^(true|false)$/.test(text)
    ? `'${text.replaceAll("'", "''")}'`
    : text;

/** The lines of a value, each with the path it stands for. */
export function lines(value: Yaml, path: string[] = [], indent = ""): YamlLine[] {
  if (typeof value === "string") return [{ text: `${indent}${scalar(value)}`, path }];
  const entries: [string, Yaml, string][] = Array.isArray(value)
    ? value.map((item, at) => [String(at), item, "-"])
    : Object.entries(value).map(([key, item]) => [key, item, `${scalar(key)}:`]);
  return entries.flatMap(([key, item, head]): YamlLine[] => {
    const here = [...path, key];
    if (typeof item === "string" && item.includes("\n")) {
      const body = item.replace(/\n$/, "").split("\n");
      return [
        { text: `${indent}${head} ${item.endsWith("\n") ? "|" : "|-"}`, path: here },
        ...body.map((line) => ({ text: line === "" ? "" : `${indent}  ${line}`, path: here })),
      ];
    }
    if (typeof item === "string") return [{ text: `${indent}${head} ${scalar(item)}`, path: here }];
    if (Object.keys(item).length === 0)
      return [{ text: `${indent}${head} ${Array.isArray(item) ? "[]" : "{}"}`, path: here }];
    const below = lines(item, here, `${indent}  `);
    const [first, ...rest] = below;
    if (head === "-" && first) {
      return [{ text: `${indent}- ${first.text.slice(indent.length + 2)}`, path: first.path }, ...rest];
    }
    return [{ text: `${indent}${head}`, path: here }, ...below];
  });
}

export class Unreadable extends Error {
  constructor(
    message: string,
    readonly line: number,
  ) {
    super(message);
  }
}

const depth = (text: string): number => text.length - text.trimStart().length;
const unquoted = (text: string): string =>
  /^'.*'$/.test(text)
    ? text.slice(1, -1).replaceAll("''", "'")
    : /^".*"$/.test(text)
      ? text.slice(1, -1)
      : text;

/** The value of a text; throws {@link Unreadable}. */
export function parse(text: string): Yaml {
  const all = text.split("\n").map((line, at) => ({ text: line, number: at + 1 }));
  let at = 0;
  const skip = () => {
    while (at < all.length && /^\s*(#.*)?$/.test(all[at]?.text ?? "")) at++;
  };
  const block = (indent: number): string => {
    const body: string[] = [];
    while (at < all.length) {
      const line = all[at]?.text ?? "";
      if (line.trim() !== "" && depth(line) <= indent) break;
      body.push(line.slice(indent + 2));
      at++;
    }
    while (body.at(-1) === "") body.pop();
    return body.join("\n");
  };
  const inline = (rest: string, indent: number): Yaml => {
    if (rest === "|") return `${block(indent)}\n`;
    if (rest === "|-") return block(indent);
    if (rest === "[]") return [];
    if (rest === "{}") return {};
    if (/^\[.*\]$/.test(rest))
      return rest
        .slice(1, -1)
        .split(",")
        .map((item) => unquoted(item.trim()));
    return unquoted(rest.replace(/\s+#.*$/, ""));
  };
  const node = (indent: number): Yaml => {
    skip();
    const first = all[at];
    if (!first || depth(first.text) < indent) return "";
    if (first.text.trimStart().startsWith("-")) {
      const list: Yaml[] = [];
      for (skip(); at < all.length; skip()) {
        const line = all[at];
        if (!line || depth(line.text) !== indent || !line.text.trimStart().startsWith("-")) break;
        const rest = line.text.trimStart().slice(1).trimStart();
        if (rest !== "" && /^[\w./-]+:( |$)/.test(rest)) {
          // The mapping begins behind the dash.
          all[at] = { ...line, text: `${" ".repeat(indent + 2)}${rest}` };
          list.push(node(indent + 2));
        } else {
          at++;
          list.push(rest === "" ? node(indent + 2) : inline(rest, indent));
        }
      }
      return list;
    }
    const map: Record<string, Yaml> = {};
    for (skip(); at < all.length; skip()) {
      const line = all[at];
      if (!line || depth(line.text) < indent) break;
      const entry = /^\s*('[^']*'|"[^"]*"|[^\s'"][^:]*?):(?:\s+(.*))?$/.exec(line.text);
      if (!entry || depth(line.text) !== indent)
        throw new Unreadable("this line is neither a field nor an entry of a list", line.number);
      const [, key = "", rest = ""] = entry;
      at++;
      if (rest.trim() !== "" && !rest.trim().startsWith("#"))
        map[unquoted(key)] = inline(rest.trim(), indent);
      else {
        skip();
        const next = all[at]?.text ?? "";
        const deeper = depth(next) > indent || (depth(next) === indent && next.trimStart().startsWith("-"));
        map[unquoted(key)] = deeper ? node(depth(next)) : "";
      }
    }
    return map;
  };
  return node(0);
}
