import type { Diagnostic, FieldProblem } from "@/contract";
import type { CodeMark } from "@/parts/CodeEditor";
import { problemsAt } from "@/pieces/form/path";

/** `dockerfileTemplateData` is at most this long (botocore imagebuilder/2019-12-02 service-2.json). */
export const MOST = 16_000;

export interface Placeholder {
  name: "parentImage" | "environments" | "components";
  about: string;
}

/** What Image Builder fills in (https://docs.aws.amazon.com/imagebuilder/latest/userguide/create-container-recipes.html). */
export const PLACEHOLDERS: Placeholder[] = [
  { name: "parentImage", about: "The parent image of this recipe. Belongs behind FROM." },
  { name: "environments", about: "What components need to run. Needed when there are any, and before them." },
  {
    name: "components",
    about: "The components, in their order. What follows it is built on what they made.",
  },
];

/** As it is written: with three braces. */
export function written(name: Placeholder["name"]): string {
  return `{{{ imagebuilder:${name} }}}`;
}

export function has(template: string, name: Placeholder["name"]): boolean {
  return new RegExp(`\\{\\{\\{\\s*imagebuilder:${name}\\s*\\}\\}\\}`).test(template);
}

/** The template with a placeholder where it belongs. */
export function withPlaceholder(template: string, name: Placeholder["name"]): string {
  if (has(template, name)) return template;
  const lines = template.split("\n");
  if (name === "parentImage") return [`FROM ${written(name)}`, ...lines].join("\n");
  const after =
    name === "components" ? (has(template, "environments") ? "environments" : "parentImage") : "parentImage";
  const at = lines.findIndex(
    (line) => has(line, after) || (after === "parentImage" && /^\s*FROM\s/i.test(line)),
  );
  lines.splice(at + 1, 0, written(name));
  return lines.join("\n");
}

const FIELD = "dockerfileTemplateData";

/**
 * Problems of the template at their lines in it, which in the file are set in below the field. Where the file does not
 * hold the template line by line there is no such place, and they are told below the editor only.
 */
export function templateMarks(problems: FieldProblem[], file: string, template: string): CodeMark[] {
  const lines = file.split(/\r?\n/);
  const field = lines.findIndex((line) => new RegExp(`^${FIELD}:\\s*\\|`).test(line));
  if (field < 0) return [];
  const indent = /^ */.exec(lines.slice(field + 1).find((line) => line.trim() !== "") ?? "")?.[0].length ?? 0;
  const own = template.split("\n");
  return problemsAt(problems, [FIELD]).flatMap(({ diagnostic }): CodeMark[] => {
    const { start, end } = diagnostic.range;
    const line = start.line - field - 1;
    if (line < 1 || own[line - 1] !== lines[start.line - 1]?.slice(indent)) return [];
    const from = { line, column: Math.max(1, start.column - indent) };
    const to =
      end.line === start.line
        ? { line, column: Math.max(from.column, end.column - indent) }
        : { line, column: (own[line - 1] ?? "").length + 1 };
    return [{ from, to, ...wordsOf(diagnostic) }];
  });
}

function wordsOf(diagnostic: Diagnostic): Omit<CodeMark, "from" | "to"> {
  const { severity, message, help, rule } = diagnostic;
  return { severity, message, help, source: rule, fix: null };
}
