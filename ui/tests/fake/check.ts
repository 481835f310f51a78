import type { Diagnostic } from "@/contract";

const KNOWN = new Set([
  "ExecuteBash",
  "CreateFile",
  "UpdateOS",
  "WebDownload",
  "S3Download",
  "Assert",
  "SetRegistry",
  "ExecutePowerShell",
  "Reboot",
]);

/** Problems of a document: actions that there are not, with a fix, and installations that ask questions. */
export function problemsOf(text: string, file: string): Diagnostic[] {
  return text.split("\n").flatMap((line, index): Diagnostic[] => {
    const place = (word: string) => {
      const column = line.indexOf(word) + 1;
      return { start: { line: index + 1, column }, end: { line: index + 1, column: column + word.length } };
    };
    const action = /action: (\w+)/.exec(line)?.[1];
    if (action && !KNOWN.has(action)) {
      const range = place(action);
      return [
        {
          rule: "action/unknown",
          severity: "error",
          message: `there is no action \`${action}\``,
          help: "did you mean `ExecuteBash`?",
          file,
          range,
          related: [],
          fix: { title: "use ExecuteBash", edits: [{ range, text: "ExecuteBash" }] },
        },
      ];
    }
    if (/apt-get install (?!-y)/.test(line)) {
      const range = place("apt-get install");
      return [
        {
          rule: "scripts/prompt",
          severity: "warning",
          message: "`apt-get install` asks before it installs, and nobody answers",
          help: "add `-y`",
          file,
          range,
          related: [],
          fix: { title: "add -y", edits: [{ range, text: "apt-get install -y" }] },
        },
      ];
    }
    return [];
  });
}
