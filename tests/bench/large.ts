// A workspace as large as an organisation's, as `src-tauri/crates/workbench/benches/workspace.rs` writes it.

import { mkdirSync, writeFileSync } from "node:fs";
import { join } from "node:path";

const RECIPES = 500;
const COMPONENTS = 2_000;
const LAYERS = 20;
/** Recipes that stand on each other. */
const DEPTH = 10;

/** The deepest recipe of the first lineage. */
export const DEEPEST = `recipe-${DEPTH - 1}`;
export const SIZE = `${RECIPES} recipes over ${COMPONENTS.toLocaleString("en")} components`;

/** Writes the workspace into `folder`. */
export function writeLarge(folder: string): void {
  mkdirSync(join(folder, "recipes"), { recursive: true });
  writeFileSync(join(folder, "ingot.yaml"), "kind: Workspace\nname: large\nowner: ccoe\n");
  for (let component = 0; component < COMPONENTS; component += 1) {
    const at = join(folder, `components/component-${component}`);
    mkdirSync(at, { recursive: true });
    writeFileSync(
      join(at, "component.yaml"),
      `kind: Component\nname: component-${component}\nsemanticVersion: 1.0.${component}\nplatform: Linux\nuri: document.yaml\n`,
    );
    writeFileSync(join(at, "document.yaml"), document(component));
  }
  for (let recipe = 0; recipe < RECIPES; recipe += 1) {
    const parent =
      recipe % DEPTH === 0
        ? "ssm:/aws/service/canonical/ubuntu/server/22.04/stable/current/amd64/hvm/ebs-gp2/ami-id"
        : `ImageRecipe/recipe-${recipe - 1}/x.x.x`;
    const layers = Array.from({ length: LAYERS }, (_, layer) => {
      const component = (recipe * LAYERS + layer * 7) % COMPONENTS;
      return `  - componentArn: Component/component-${component}\n    parameters:\n      - name: Parameter1\n        value: ["${recipe}"]\n`;
    });
    writeFileSync(
      join(folder, `recipes/recipe-${recipe}.yaml`),
      `kind: ImageRecipe\nname: recipe-${recipe}\nsemanticVersion: 1.0.0\nparentImage: ${parent}\ncomponents:\n${layers.join("")}`,
    );
  }
}

function document(component: number): string {
  const parameters = [0, 1, 2, 3].map((parameter) => `  - Parameter${parameter}:\n      type: string\n      default: value-${parameter}\n`);
  const steps = Array.from(
    { length: 8 },
    (_, step) =>
      `      - name: Step${step}\n        action: ExecuteBash\n        inputs:\n          commands:\n            - |\n              set -euo pipefail\n              echo "{{ Parameter${step % 4} }}"\n              install -d -m 0755 /opt/component-${component}/${step}\n`,
  );
  return `schemaVersion: 1.0\nparameters:\n${parameters.join("")}phases:\n  - name: build\n    steps:\n${steps.join("")}`;
}
