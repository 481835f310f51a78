import type { CompletionView, Range, SymbolView, TextEdit } from "@/contract";

import type { Handlers } from "./platform";

// A small stand-in for the language engine of the workbench. It reads documents in the one layout that the invented
// library has: names in the lines `  - name: phase` and `      - name: Step`, parameters as `  - Name:`.

const ACTIONS: Record<string, string> = {
  AppendFile: "Adds text to a file that is there",
  Assert: "Compares two values",
  CreateFile: "Writes files",
  ExecuteBash: "Runs commands in bash",
  ExecuteBinary: "Runs a program",
  ExecutePowerShell: "Runs commands in PowerShell",
  Reboot: "Starts the instance anew",
  S3Download: "Fetches objects of S3",
  SetRegistry: "Writes registry values",
  UpdateOS: "Installs updates",
  WebDownload: "Fetches files over https",
};

const HELP = `## ExecuteBash

Runs \`commands\` with **bash** as root. The step fails when the last command does.

- \`commands\` *(required)*: the lines to run
- output \`stdout\`: what they wrote

\`\`\`yaml
- name: Install
  action: ExecuteBash
  inputs:
    commands:
      - apt-get install -y nginx
\`\`\`

See [action modules](https://docs.aws.amazon.com/imagebuilder/latest/userguide/toe-action-modules.html).`;

const at = (line: number, from: number, to: number): Range => ({
  start: { line, column: from },
  end: { line, column: to },
});
const FIELDS = ["name", "action", "inputs", "timeoutSeconds", "onFailure", "maxAttempts", "loop", "if"];

function nameOf(line: string, number: number): { name: string; selection: Range } {
  const name = /name: *(\S*)/.exec(line)?.[1] ?? "";
  const column = line.indexOf(name, line.indexOf("name:") + 5) + 1;
  return { name, selection: at(number, column, column + name.length) };
}

/** Where a block that begins at `from` (from 0) ends: before the next line of at most its indent. */
function endOf(lines: string[], from: number, indent: number): number {
  let end = from + 1;
  while (end < lines.length && (lines[end] === "" || (lines[end]?.search(/\S/) ?? 0) > indent)) end += 1;
  while (lines[end - 1] === "") end -= 1;
  return end;
}

export function symbolsOf(text: string): SymbolView[] {
  const lines = text.split("\n");
  const symbols: SymbolView[] = [];
  let section = "";
  lines.forEach((line, index) => {
    section = /^(\w+):/.exec(line)?.[1] ?? section;
    const block = (indent: number): Range => {
      const end = endOf(lines, index, indent);
      return {
        start: { line: index + 1, column: indent + 1 },
        end: { line: end, column: (lines[end - 1]?.length ?? 0) + 1 },
      };
    };
    const declared = /^ {2}- (\w+):$/.exec(line)?.[1];
    if (declared && (section === "parameters" || section === "constants")) {
      const range = block(2);
      const body = lines.slice(index, range.end.line).join("\n");
      symbols.push({
        name: declared,
        kind: section === "parameters" ? "parameter" : "constant",
        detail: /(?:default|value): "(.*)"/.exec(body)?.[1] ?? "",
        range,
        selection: at(index + 1, 5, 5 + declared.length),
        children: [],
      });
    } else if (/^ {2}- name:/.test(line)) {
      symbols.push({
        ...nameOf(line, index + 1),
        kind: "phase",
        detail: "",
        range: block(2),
        children: [],
      });
    } else if (/^ {6}- name:/.test(line)) {
      const range = block(6);
      const body = lines.slice(index, range.end.line).join("\n");
      symbols.at(-1)?.children.push({
        ...nameOf(line, index + 1),
        kind: "step",
        detail: /action: *(\S+)/.exec(body)?.[1] ?? "",
        range,
        children: [],
      });
    }
  });
  return symbols;
}

const word = (text: string, { line, column }: { line: number; column: number }) => {
  const whole = text.split("\n")[line - 1] ?? "";
  let from = column - 1;
  let to = column - 1;
  while (/[\w-]/.test(whole[from - 1] ?? "")) from -= 1;
  while (/[\w-]/.test(whole[to] ?? "")) to += 1;
  return {
    word: whole.slice(from, to),
    range: at(line, from + 1, to + 1),
    before: whole.slice(0, from),
    whole,
  };
};

/** Every place where `name` stands as a whole word, in names and references. */
function placesOf(text: string, name: string): Range[] {
  return text
    .split("\n")
    .flatMap((line, index) =>
      [...line.matchAll(new RegExp(`(?<![\\w-])${name}(?![\\w-])`, "g"))]
        .filter(() => /^\s*- (name: )?\S+$|^\s*- \w+:$|\{\{/.test(line))
        .map((hit) => at(index + 1, hit.index + 1, hit.index + 1 + name.length)),
    );
}

const named = (text: string, name: string): SymbolView | undefined =>
  symbolsOf(text)
    .flatMap((one) => (one.kind === "phase" ? one.children : [one]))
    .find((one) => one.name === name);

export const language: Partial<Handlers> = {
  "language.complete": ({ text, position }) => {
    const { word: typed, range, before } = word(text, position);
    const whole = range.end.column === position.column ? range : { start: range.start, end: position };
    const items: [string, CompletionView["kind"], string | null, string, string | null][] = [];
    if (/action: *$/.test(before)) {
      for (const [name, about] of Object.entries(ACTIONS)) {
        items.push([name, "action", about, name, name === "ExecuteBash" ? HELP : `## ${name}\n\n${about}.`]);
      }
    } else if (/onFailure: *$/.test(before)) {
      for (const value of ["Abort", "Continue", "Ignore"]) items.push([value, "value", null, value, null]);
    } else if (/\{\{ *$/.test(before)) {
      for (const one of symbolsOf(text)) {
        if (one.kind !== "phase") items.push([one.name, "variable", one.kind, one.name, null]);
        for (const step of one.children) {
          const path = `${one.name}.${step.name}.outputs.stdout`;
          items.push([path, "step", step.detail, path, null]);
        }
      }
    } else if (/^\s*(- )?$/.test(before)) {
      for (const field of FIELDS) items.push([field, "field", null, `${field}: `, null]);
    }
    return {
      items: items
        .filter(([label]) => label.toLowerCase().startsWith(typed.toLowerCase()))
        .map(([label, kind, detail, insert, documentation], sort) => ({
          label,
          kind,
          detail: detail ?? "",
          documentation: documentation ?? "",
          edit: { range: whole, text: insert },
          sort,
        })),
    };
  },
  "language.hover": ({ text, position }) => {
    const { word: name, range } = word(text, position);
    if (name === "ExecuteBash") return { hover: { range, markdown: HELP } };
    if (ACTIONS[name]) return { hover: { range, markdown: `## ${name}\n\n${ACTIONS[name]}.` } };
    const symbol = named(text, name);
    if (!symbol) return { hover: null };
    return {
      hover: { range, markdown: `**${name}** is a ${symbol.kind} of this document: \`${symbol.detail}\`` },
    };
  },
  "language.definition": ({ text, position }) => ({
    range: named(text, word(text, position).word)?.selection ?? null,
  }),
  "language.rename_at": ({ text, position }) => {
    const { word: name, range } = word(text, position);
    return { target: named(text, name) ? { range, name } : null };
  },
  "language.rename": ({ text, position, name }) => {
    if (!/^[\w-]{3,128}$/.test(name)) {
      throw {
        code: "invalid",
        message: `${name} is no name: use 3 to 128 letters, digits, hyphens or underscores`,
        hints: [],
        detail: null,
        retryable: false,
      };
    }
    return {
      edits: placesOf(text, word(text, position).word).map((range): TextEdit => ({ range, text: name })),
    };
  },
  "language.format": ({ text }) => ({
    edits: text.split("\n").flatMap((line, index): TextEdit[] => {
      const kept = line.trimEnd();
      return kept === line ? [] : [{ range: at(index + 1, kept.length + 1, line.length + 1), text: "" }];
    }),
    refused: /\t/.test(text) ? "line 1 is indented with a tab" : null,
  }),
  "language.symbols": ({ text }) => ({ symbols: symbolsOf(text) }),
  "language.move_step": ({ text, phase, step, to_phase, to_step }) => {
    const phases = symbolsOf(text).filter((one) => one.kind === "phase");
    const moved = phases[phase]?.children[step];
    const there = phases[to_phase];
    if (!moved || !there) return { edits: [] };
    const lines = text.split("\n");
    const block = lines.slice(moved.range.start.line - 1, moved.range.end.line).join("\n");
    const others = there.children.filter((one) => one !== moved);
    const before = others[to_step]?.range.start.line;
    const line = before ?? (others.at(-1)?.range.end.line ?? there.range.start.line + 1) + 1;
    return {
      edits: [
        {
          range: {
            start: { line: moved.range.start.line, column: 1 },
            end: { line: moved.range.end.line + 1, column: 1 },
          },
          text: "",
        },
        { range: at(line, 1, 1), text: `${block}\n` },
      ],
    };
  },
};
