import type { DraftView, TemplateView } from "@/contract";

import { documentOf, inLibrary, library, type LibraryEntry } from "./data/library";
import type { Handlers } from "./platform";

// New components: templates, documents from scripts, and the entry that creating one leaves in the library.

const templates: TemplateView[] = [
  {
    id: "package-linux",
    title: "A package and its configuration",
    about: "Installs from the distribution, writes one file, checks that the program answers.",
    platform: "Linux",
  },
  {
    id: "download-linux",
    title: "A checked download",
    about: "Fetches an archive over https with its checksum and unpacks it.",
    platform: "Linux",
  },
  {
    id: "test-linux",
    title: "A test of the finished image",
    about: "Only a test phase: what must hold after boot.",
    platform: "Linux",
  },
  {
    id: "feature-windows",
    title: "A Windows feature",
    about: "Adds a feature, restarts when it must, checks that it is there.",
    platform: "Windows",
  },
];

/** One step for each comment of the script that stands alone on its line. */
function fromScript(name: string, script: string, powershell: boolean): DraftView {
  const sections: { title: string; lines: string[] }[] = [{ title: "Prepare", lines: [] }];
  for (const line of script.split("\n")) {
    const title = /^#+\s*([A-Z][\w ]+)/.exec(line)?.[1];
    if (title)
      sections.push({
        title: title.replace(/ (\w)/g, (_, letter: string) => letter.toUpperCase()),
        lines: [],
      });
    else if (
      line.trim() !== "" &&
      !line.startsWith("#!") &&
      !/^\w+=/.test(line) &&
      !line.startsWith("set ")
    ) {
      sections.at(-1)?.lines.push(line);
    }
  }
  const variables = [...script.matchAll(/^([A-Z_]+)="?([^"\n]*)"?$/gm)].map(
    ([, variable = "", value = ""]) => ({
      name: variable.toLowerCase().replace(/(?:^|_)(\w)/g, (_, letter: string) => letter.toUpperCase()),
      proposed_from: variable,
      default: value,
    }),
  );
  const lines = [`name: ${name}`, "schemaVersion: 1.0"];
  if (variables.length > 0) lines.push("parameters:");
  for (const one of variables)
    lines.push(`  - ${one.name}:`, "      type: string", `      default: "${one.default}"`);
  lines.push("phases:", "  - name: build", "    steps:");
  for (const { title, lines: body } of sections.filter((section) => section.lines.length > 0)) {
    lines.push(
      `      - name: ${title}`,
      `        action: ${powershell ? "ExecutePowerShell" : "ExecuteBash"}`,
    );
    lines.push("        inputs:", "          commands:", "            - |");
    if (!powershell) lines.push("              set -euo pipefail");
    lines.push(...body.map((line) => `              ${line}`));
  }
  return {
    document: `${lines.join("\n")}\n`,
    platform: powershell ? "Windows" : "Linux",
    notes: [
      `${sections.length - 1} sections of the script became steps of their own, after its comments.`,
      "`set -euo pipefail` was put at the top of each step: a step stops at the first command that fails.",
    ],
    parameters: variables,
  };
}

export const isPowerShell = (text: string): boolean => /\$env:|Install-|Write-Host|\bparam\s*\(/.test(text);

export function fakeDrafts(): { handlers: Partial<Handlers>; texts: Map<string, string> } {
  /** Documents of created components, by file. */
  const texts = new Map<string, string>();
  const handlers: Partial<Handlers> = {
    "component.templates": () => ({ templates }),
    "component.draft": ({ from, name }) => {
      if (from.kind === "script") {
        return fromScript(
          name,
          from.text,
          (from.language ?? (isPowerShell(from.text) ? "powershell" : "bash")) === "powershell",
        );
      }
      const one =
        from.kind === "copy" ? inLibrary(from.component.split("/")[1] ?? "") : inLibrary("nginx-tls");
      if (!one || one.origin === "shared") {
        throw {
          code: "not_found",
          message: "its document was never read",
          hints: ["sync to try again; AWS shows it only to its owner and to those it is shared with"],
          detail: null,
          retryable: false,
        };
      }
      return {
        document: documentOf(one).replace(/^name: .*/, `name: ${name}`),
        platform:
          from.kind === "template"
            ? (templates.find((each) => each.id === from.id)?.platform ?? "Linux")
            : one.platform,
        notes:
          from.kind === "copy"
            ? [`A copy of \`${one.name}\` ${one.version}; it does not follow later versions.`]
            : [],
        parameters: [],
      };
    },
    "component.create": ({ name, version, platform, description, document }) => {
      if (library.some((one) => one.origin === "workspace" && one.name === name)) {
        throw {
          code: "conflict",
          message: `components/${name}/document.yaml is there already`,
          hints: ["choose another name"],
          detail: null,
          retryable: false,
        };
      }
      const file = `components/${name}/document.yaml`;
      const made: LibraryEntry = {
        name,
        version,
        description: description ?? "",
        owner: "acme-images",
        origin: "workspace",
        platform: platform === "Windows" ? "Windows" : "Linux",
        steps: { build: [["Install", "ExecuteBash"]] },
        parameters: [],
      };
      library.push(made);
      texts.set(file, document);
      return { component: `Component/${name}`, file };
    },
    "component.read_script": ({ path }) => ({
      name: path.split("/").at(-1) ?? path,
      text: '#!/bin/bash\nset -e\nPORT="8443"\n\n# Install nginx\napt-get install -y nginx\n\n# Write the port\necho "listen $PORT" > /etc/nginx/port.conf\n',
    }),
  };
  return { handlers, texts };
}
