import { expect, test } from "vitest";

import type { RunOrder, RunStep } from "@/contract";

import { cutAt, linesOf, stepped, textOf, unreadWords } from "./runOrder";

const step = (component: string, name: string, more: Partial<RunStep> = {}): RunStep => ({
  recipe: "web",
  component,
  version: "1.0.0",
  phase: "build",
  step: name,
  action: "ExecuteBash",
  inherited: false,
  file: `components/${component}/document.yaml`,
  line: 3,
  summary: `echo ${name}`,
  ...more,
});
const order: RunOrder = {
  build: [
    step("updates", "Update", { recipe: "golden", inherited: true, action: "UpdateOS" }),
    step("nginx", "Install"),
    step("nginx", "Configure", { summary: "listen 8443" }),
    step("nginx", "Check", { phase: "validate" }),
  ],
  test: [step("smoke", "Answers", { phase: "test" })],
  unread: [],
};
const all = { query: "", inherited: true };
const shape = (query: string, inherited = true) =>
  linesOf(order, { query, inherited }).lines.map((line) =>
    line.kind === "step" || line.kind === "layer" ? `${line.kind} ${line.step.step}` : line.kind,
  );

test("steps stand under their layer and phase, in the stage they run in", () => {
  expect(shape("")).toEqual([
    "stage",
    "layer Update",
    "step Update",
    "layer Install",
    "step Install",
    "step Configure",
    "layer Check",
    "step Check",
    "stage",
    "layer Answers",
    "step Answers",
  ]);
});

test("every word that is typed must occur: in the name, the action, the layer or the text", () => {
  expect(shape("8443")).toEqual(["stage", "layer Configure", "step Configure", "stage", "none"]);
  expect(linesOf(order, { query: "NGINX bash", inherited: true }).shown).toBe(3);
  expect(linesOf(order, { query: "nginx updateos", inherited: true }).shown).toBe(0);
});

test("a step that is found keeps the number it runs under", () => {
  const found = linesOf(order, { query: "8443", inherited: true }).lines.find((line) => line.kind === "step");
  expect(found).toMatchObject({ number: 3, position: 1 });
});

test("what ran when the parent was built can be left out", () => {
  const { shown, total } = linesOf(order, { query: "", inherited: false });
  expect([shown, total]).toEqual([4, 5]);
});

test("keys lead from step to step over the headings", () => {
  const { lines } = linesOf(order, all);
  expect(stepped(lines, null, "ArrowDown", 10)).toBe(2);
  expect(stepped(lines, 2, "ArrowDown", 10)).toBe(4);
  expect(stepped(lines, 7, "ArrowDown", 10)).toBe(10);
  expect(stepped(lines, 10, "ArrowDown", 10)).toBe(10);
  expect(stepped(lines, 2, "ArrowUp", 10)).toBe(2);
  expect(stepped(lines, 2, "PageDown", 10)).toBe(10);
  expect(stepped(lines, 2, "End", 10)).toBe(10);
  expect(stepped(lines, 2, "x", 10)).toBe(null);
  expect(stepped([], null, "ArrowDown", 10)).toBe(null);
});

test("the list is copied as it is shown", () => {
  expect(textOf(linesOf(order, { query: "8443", inherited: true }).lines)).toBe(
    [
      "Build stage: 1 of 4 steps",
      "  nginx 1.0.0, build, of web",
      "    3. Configure  ExecuteBash  listen 8443",
      "Test stage: 0 of 1 steps",
      "  No step matches.",
    ].join("\n"),
  );
});

test("what was searched for is marked, whatever signs are in it", () => {
  expect(cutAt("a(b) A(B)", ["a(b"])).toEqual(["", "a(b", ") ", "A(B", ")"]);
  expect(cutAt("text", [])).toEqual(["text"]);
});

test("a layer whose document nobody is shown is named, in the view and in what is copied", () => {
  const pro = { recipe: "web", component: "ubuntu-pro", origin: "marketplace" as const, inherited: false };
  const agent = { recipe: "golden", component: "agent", origin: "shared" as const, inherited: true };
  expect(unreadWords(order, true)).toBeNull();
  expect(unreadWords({ ...order, unread: [pro] }, true)).toBe(
    "Also run, with steps that are not known: ubuntu-pro; publishers on AWS Marketplace do not show their documents.",
  );
  const both = { ...order, unread: [pro, agent] };
  expect(unreadWords(both, true)).toContain("ubuntu-pro, agent; their documents were not read");
  expect(unreadWords(both, false)).not.toContain("agent;");
  expect(textOf([], unreadWords(both, true))).toContain("ubuntu-pro, agent");
});
