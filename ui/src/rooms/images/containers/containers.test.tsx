import { screen, waitFor, within } from "@testing-library/react";
import { beforeEach, expect, test } from "vitest";

import type { FieldProblem } from "@/contract";
import { asked } from "@/pieces/resource/open";
import { openRoom } from "@tests/room";

import { ContainerEditor } from "./ContainerEditor";
import { ContainerSection } from "./ContainerSection";
import { has, templateMarks, withPlaceholder } from "./dockerfile";
import { parameterValue, setParameter } from "./parameters";

const open = (name: string) => openRoom(() => <ContainerEditor name={name} />, { name: "images" }, "/images");

const problem = (line: number, column: number, end: number): FieldProblem => ({
  path: ["dockerfileTemplateData"],
  diagnostic: {
    rule: "r",
    severity: "error",
    message: "m",
    help: null,
    file: "f",
    range: { start: { line, column }, end: { line, column: end } },
    related: [],
    fix: null,
  },
});

beforeEach(() => asked.set(null));

test("placeholders have three braces, and go where Docker needs them", () => {
  expect(has("{{ imagebuilder:parentImage }}", "parentImage")).toBe(false);
  expect(has("FROM {{{imagebuilder:parentImage}}}", "parentImage")).toBe(true);
  const once = withPlaceholder("USER 1000\n", "parentImage");
  const twice = withPlaceholder(withPlaceholder(once, "environments"), "components");
  expect(twice).toBe(
    [
      "FROM {{{ imagebuilder:parentImage }}}",
      "{{{ imagebuilder:environments }}}",
      "{{{ imagebuilder:components }}}",
      "USER 1000",
      "",
    ].join("\n"),
  );
  expect(withPlaceholder(twice, "components")).toBe(twice);
});

test("a problem of the template stands at its line in it", () => {
  const template = "FROM x\n{{ imagebuilder:components }}\n";
  const file = `kind: ContainerRecipe\ndockerfileTemplateData: |\n    FROM x\n    {{ imagebuilder:components }}\ntags: {}\n`;
  expect(templateMarks([problem(4, 5, 34)], file, template)).toMatchObject([
    { from: { line: 2, column: 1 }, to: { line: 2, column: 30 }, source: "r" },
  ]);
});

test("where the file does not hold the template line by line, no line is claimed", () => {
  const template = "FROM x\nUSER 1\n";
  expect(
    templateMarks([problem(2, 1, 5)], `dockerfileTemplateData: "FROM x\\nUSER 1\\n"\n`, template),
  ).toEqual([]);
  expect(
    templateMarks([problem(3, 1, 5)], "dockerfileTemplateData: |\n  FROM x\n  USER 2\n", template),
  ).toEqual([]);
});

test("a parameter is set, changed, and given back to the component's default", () => {
  const layer = { componentArn: "c", parameters: [{ name: "A", value: ["1"] }] };
  const path = ["components", "0"];
  expect(parameterValue(layer, "A")).toBe("1");
  expect(parameterValue(layer, "B")).toBeNull();
  expect(setParameter(layer, path, "A", "2")).toEqual([
    { path: ["components", "0", "parameters", "0", "value"], value: ["2"] },
  ]);
  expect(setParameter(layer, path, "B", "3")).toEqual([
    { path: ["components", "0", "parameters", "1"], value: { name: "B", value: ["3"] } },
  ]);
  expect(setParameter(layer, path, "A", "")).toEqual([
    { path: ["components", "0", "parameters", "0"], value: null },
  ]);
  expect(setParameter(layer, path, "B", "")).toEqual([]);
});

test("the container recipes lead to their form, and a new one is one press away", async () => {
  const { user, address } = openRoom(ContainerSection, { name: "images" }, "/images");
  await user.click(await screen.findByRole("button", { name: "New…" }));
  expect(asked.get()).toEqual({ action: "create", kind: "ContainerRecipe" });
  await user.click(await screen.findByRole("link", { name: "payments-worker" }));
  await waitFor(() => expect(address()).toBe("/images/container/payments-worker"));
});

test("a placeholder that is missing is told, and added in one press", async () => {
  const { user, asked: requests } = open("search-indexer");
  const list = await screen.findByRole("list", { name: "Placeholders" });
  expect(within(list).getAllByText(/^Missing/)).toHaveLength(2);
  const [environments] = within(list).getAllByRole("button", { name: "Add it" });
  if (environments) await user.click(environments);
  await waitFor(() =>
    expect(requests("resource.set")).toMatchObject([
      {
        changes: [
          {
            path: ["dockerfileTemplateData"],
            value: expect.stringContaining("{{{ imagebuilder:environments }}}"),
          },
        ],
      },
    ]),
  );
});

test("components keep their order until they are moved, and show their parameters", async () => {
  const { user, asked: requests } = open("payments-worker");
  expect(await screen.findByRole("textbox", { name: /HeapSize/ })).toBeTruthy();
  await user.click(screen.getByRole("button", { name: "Move component 1 down" }));
  await waitFor(() =>
    expect(requests("resource.move_item")).toMatchObject([{ path: ["components"], from: 0, to: 1 }]),
  );
});
