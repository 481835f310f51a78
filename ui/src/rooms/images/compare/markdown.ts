import type { Comparison, EffectWeight, LayerChange } from "@/contract";

import { differencesOf, fieldsOf, groupsOf, summaryOf, valueText } from "./changes";

const WEIGHT: Record<EffectWeight, string> = { loss: "**Loss:** ", change: "", note: "Note: " };

/** The comparison as a pull request takes it. */
export function markdownOf(comparison: Comparison, left: string, right: string): string {
  const blocks: string[] = [
    `### ${plain(comparison.right.recipe)}: ${plain(left)} → ${plain(right)}`,
    `${summaryOf(comparison)}.`,
  ];
  if (comparison.effects.length > 0) {
    blocks.push(
      comparison.effects.map((effect) => `- ${WEIGHT[effect.weight]}${sentence(effect.text)}`).join("\n"),
    );
  }
  for (const group of groupsOf(comparison)) {
    blocks.push(
      [
        `**Layers of ${plain(group.recipe)}**${group.inherited ? ", inherited" : ""}`,
        "",
        ...group.changes.flatMap(layerLines),
      ].join("\n"),
    );
  }
  const fields = fieldsOf(comparison);
  if (fields.length > 0) {
    blocks.push(
      [
        "| Field | Before | After |",
        "| --- | --- | --- |",
        ...fields.map((field) => `| ${cell(field.field)} | ${cell(field.left)} | ${cell(field.right)} |`),
      ].join("\n"),
    );
  }
  return `${blocks.join("\n\n")}\n`;
}

function layerLines(change: LayerChange): string[] {
  const words = differencesOf(change).map((difference) => plain(difference.words));
  const steps = change.document
    ? [
        ...change.document.steps_added.map((step) => `  - step ${code(step)} added`),
        ...change.document.steps_removed.map((step) => `  - step ${code(step)} removed`),
        ...change.document.steps_changed.map((step) => `  - step ${code(step)} changed`),
      ]
    : [];
  return [
    `- ${code(change.component)}: ${words.join(", ")}`,
    ...change.parameters.map(
      (one) =>
        `  - ${code(one.name)}: ${code(valueText(one.left, one.default))} → ${code(valueText(one.right, one.default))}`,
    ),
    ...steps,
  ];
}

/** Text of strangers as code: one line, with a fence that no backtick within it ends. */
function code(text: string): string {
  const line = text.replaceAll(/\s*[\r\n]+\s*/g, " ⏎ ");
  const longest = Math.max(0, ...[...line.matchAll(/`+/g)].map(([run]) => run.length));
  const fence = "`".repeat(longest + 1);
  const pad = longest > 0 ? " " : "";
  return line === "" ? "(empty)" : `${fence}${pad}${line}${pad}${fence}`;
}

/** In a table a bar ends the cell even within code. */
function cell(text: string | null): string {
  return text === null ? "not written" : code(text).replaceAll("|", "\\|");
}

/** Text of strangers as prose: nothing in it is markup. */
function plain(text: string): string {
  return text.replaceAll(/\s+/g, " ").replaceAll(/[\\`*_[\]<>|~#&]/g, "\\$&");
}

/** A sentence whose names stand in backticks; the rest of it is prose. */
function sentence(text: string): string {
  const parts = text.replaceAll(/\s+/g, " ").split("`");
  if (parts.length % 2 === 0) return plain(text);
  return parts.map((part, index) => (index % 2 === 1 ? code(part) : plain(part))).join("");
}
