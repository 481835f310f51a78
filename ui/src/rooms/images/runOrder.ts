import type { RunOrder, RunStep } from "@/contract";

export type StageName = "build" | "test";

/** A line of the list: the stages, in them the phases of the layers, in them the steps. */
export type Line =
  | { kind: "stage"; key: string; stage: StageName; shown: number; total: number }
  | { kind: "layer"; key: string; step: RunStep }
  | { kind: "step"; key: string; step: RunStep; number: number; position: number }
  | { kind: "none"; key: string; text: string };

export interface OrderFilter {
  query: string;
  /** Shows what ran when the parent image was built. */
  inherited: boolean;
}

export interface Lines {
  lines: Line[];
  /** Steps that are shown, and all there are. */
  shown: number;
  total: number;
}

/** Words of a query, in lower case. */
export function wordsOf(query: string): string[] {
  return query.toLowerCase().split(/\s+/).filter(Boolean);
}

/** Whether every word occurs in what is shown of a step. */
export function matches(step: RunStep, words: string[]): boolean {
  if (words.length === 0) return true;
  const text =
    `${step.component} ${step.phase} ${step.step} ${step.action} ${step.summary} ${step.recipe}`.toLowerCase();
  return words.every((word) => text.includes(word));
}

/** What is shown of the order, top to bottom in time. Steps keep the number they run under. */
export function linesOf(order: RunOrder, { query, inherited }: OrderFilter): Lines {
  const words = wordsOf(query);
  const keep = (step: RunStep) => (inherited || !step.inherited) && matches(step, words);
  const lines: Line[] = [];
  let shown = 0;
  for (const stage of ["build", "test"] as const) {
    const steps = order[stage]
      .map((step, index) => ({ step, number: index + 1 }))
      .filter((one) => keep(one.step));
    lines.push({ kind: "stage", key: stage, stage, shown: steps.length, total: order[stage].length });
    let before: RunStep | null = null;
    for (const { step, number } of steps) {
      if (before === null || !sameLayer(before, step)) {
        lines.push({ kind: "layer", key: `${stage} ${number} layer`, step });
      }
      before = step;
      shown += 1;
      lines.push({ kind: "step", key: `${stage} ${number}`, step, number, position: shown });
    }
    if (steps.length === 0) {
      const text = order[stage].length === 0 ? "Nothing runs here." : "No step matches.";
      lines.push({ kind: "none", key: `${stage} none`, text });
    }
  }
  return { lines, shown, total: order.build.length + order.test.length };
}

/** What is said of layers whose steps nobody knows; `null` when there are none to be shown. */
export function unreadWords(order: RunOrder, inherited: boolean): string | null {
  const unread = order.unread.filter((layer) => inherited || !layer.inherited);
  if (unread.length === 0) return null;
  const names = [...new Set(unread.map((layer) => layer.component))].join(", ");
  const why = unread.every((layer) => layer.origin === "marketplace")
    ? "publishers on AWS Marketplace do not show their documents"
    : "their documents were not read, or are not shown by AWS";
  return `Also run, with steps that are not known: ${names}; ${why}.`;
}

function sameLayer(a: RunStep, b: RunStep): boolean {
  return a.recipe === b.recipe && a.component === b.component && a.phase === b.phase;
}

/** The step that a key leads to, as an index into `lines`; `null` when the key leads nowhere. */
export function stepped(lines: Line[], active: number | null, key: string, page: number): number | null {
  const steps = lines.flatMap((line, index) => (line.kind === "step" ? [index] : []));
  if (steps.length === 0) return null;
  const at = active === null ? -1 : steps.indexOf(active);
  const to = (wanted: number) => steps[Math.min(steps.length - 1, Math.max(0, wanted))] ?? null;
  switch (key) {
    case "ArrowDown":
      return to(at + 1);
    case "ArrowUp":
      return to(at < 0 ? steps.length - 1 : at - 1);
    case "PageDown":
      return to(Math.max(0, at) + page);
    case "PageUp":
      return to(at - page);
    case "Home":
      return to(0);
    case "End":
      return to(steps.length - 1);
    default:
      return null;
  }
}

export const STAGE: Record<StageName, { title: string; note: string }> = {
  build: { title: "Build stage", note: "on the build instance; the image is made after it" },
  test: { title: "Test stage", note: "on an instance of the finished image" },
};

/** The list as text, for a ticket or a review. */
export function textOf(lines: Line[], unread: string | null = null): string {
  const listed = lines.map((line) => {
    switch (line.kind) {
      case "stage":
        return `${STAGE[line.stage].title}: ${line.shown} of ${line.total} steps`;
      case "layer":
        return `  ${line.step.component} ${line.step.version}, ${line.step.phase}, of ${line.step.recipe}`;
      case "step":
        return `    ${line.number}. ${stepText(line.step)}`;
      case "none":
        return `  ${line.text}`;
    }
  });
  return [...listed, ...(unread === null ? [] : [unread])].join("\n");
}

export function stepText(step: RunStep): string {
  return [step.step, step.action, step.summary].filter(Boolean).join("  ");
}

/** `text` cut at each word that was searched for; every second piece is one. */
export function cutAt(text: string, words: string[]): string[] {
  if (words.length === 0) return [text];
  const escaped = words.map((word) => word.replaceAll(/[.*+?^${}()|[\]\\]/g, "\\$&"));
  return text.split(new RegExp(`(${escaped.join("|")})`, "gi"));
}
