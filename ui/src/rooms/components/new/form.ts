import type { ComponentSummary, DraftFrom, ScriptLanguage } from "@/contract";

export type Start = "template" | "script" | "copy";

/** What is filled in so far. `null` where the field follows something else until it is touched. */
export interface Form {
  start: Start;
  template: string | null;
  script: string;
  /** Told from the text while `null`. */
  language: ScriptLanguage | null;
  /** The file that the script came from. */
  scriptFile: string | null;
  /** Reference of the component to copy. */
  copy: string | null;
  name: string | null;
  version: string;
  platform: string | null;
  description: string | null;
}

export function emptyForm(copy: ComponentSummary | undefined): Form {
  return {
    start: copy ? "copy" : "template",
    template: null,
    script: "",
    language: null,
    scriptFile: null,
    copy: copy?.reference ?? null,
    name: null,
    version: "1.0.0",
    platform: null,
    description: null,
  };
}

/** What the document would start from; `null` while that is not chosen. */
export function startOf(form: Form): DraftFrom | null {
  switch (form.start) {
    case "template":
      return form.template === null ? null : { kind: "template", id: form.template };
    case "script":
      return form.script.trim() === ""
        ? null
        : { kind: "script", language: form.language, text: form.script };
    case "copy":
      return form.copy === null ? null : { kind: "copy", component: form.copy };
  }
}

/** The name that is proposed until somebody gives one: after the script's file, or the component that is copied. */
export function proposedName(form: Form, components: ComponentSummary[]): string {
  if (form.start === "copy") return components.find((one) => one.reference === form.copy)?.name ?? "";
  if (form.start === "template" || form.scriptFile === null) return "";
  return form.scriptFile
    .replace(/\.[A-Za-z0-9]{1,6}$/, "")
    .replace(/[^A-Za-z0-9_-]+/g, "-")
    .replace(/^-+|-+$/g, "");
}

/** The description that is proposed until somebody gives one: the one of the component that is copied. */
export function proposedDescription(form: Form, components: ComponentSummary[]): string {
  if (form.start !== "copy") return "";
  return components.find((one) => one.reference === form.copy)?.description ?? "";
}

/** As AWS takes the name of a component (CreateComponent, `ResourceName`), without spaces, for it names a folder. */
const NAME = /^[A-Za-z0-9_-]{3,128}$/;

/** What is wrong with a name; `undefined` when nothing is, and before anything was typed. */
export function nameFault(name: string, components: ComponentSummary[]): string | undefined {
  if (name === "") return undefined;
  if (!NAME.test(name)) return "Use 3 to 128 letters, digits, hyphens and underscores.";
  const taken = components.some((one) => one.origin === "workspace" && one.name === name);
  return taken ? "The workspace has a component of this name." : undefined;
}

export function versionFault(version: string): string | undefined {
  return /^\d{1,10}\.\d{1,10}\.\d{1,10}$/.test(version) ? undefined : "Three numbers, such as 1.0.0.";
}
