import { expect, test } from "vitest";

import type { LayerChange, LayerDifference } from "@/contract";
import { paymentsNow } from "@tests/fake/data/compare";

import { differencesOf, fieldsOf, groupsOf, pinOf, signOf, summaryOf, valueText } from "./changes";
import { markdownOf } from "./markdown";

const change = (changes: LayerDifference[], more: Partial<LayerChange> = {}): LayerChange => ({
  component: "nginx",
  recipe: "web",
  inherited: false,
  changes,
  left: { position: 3, reference: "Component/nginx/1.11.2", version: "1.11.2" },
  right: { position: 1, reference: "Component/nginx/1.12.0", version: "1.12.0" },
  parameters: [],
  document: null,
  ...more,
});
const words = (one: LayerChange) => differencesOf(one).map((difference) => difference.words);

test("changes stand under the recipe whose layers they are, inherited ones first as they run", () => {
  expect(groupsOf(paymentsNow).map((group) => [group.recipe, group.inherited, group.changes.length])).toEqual(
    [
      ["golden-ubuntu-22-04", true, 3],
      ["payments-web", false, 5],
    ],
  );
});

test("every difference is said in words", () => {
  expect(words(change(["moved", "repinned"]))).toEqual(["runs earlier, 3 → 1", "1.11.2 → 1.12.0"]);
  expect(words(change(["disabled"]))).toEqual(["switched off"]);
  expect(words(change(["enabled"]))).toEqual(["switched on"]);
  expect(words(change(["resolves_differently"]))).toEqual(["resolves to 1.12.0, was 1.11.2"]);
});

test("a layer that is added or removed is only that", () => {
  expect(words(change(["removed", "document"], { right: null }))).toEqual(["removed"]);
  expect(signOf(change(["parameters", "added"], { left: null }))).toBe("+");
});

test("a pin is read from references of the workspace and of AWS", () => {
  expect(pinOf("Component/nginx/1.x.x")).toBe("1.x.x");
  expect(pinOf("Component/nginx")).toBe("unpinned");
  expect(pinOf("arn:aws:imagebuilder:eu-west-1:aws:component/update-linux/1.0.2/1")).toBe("1.0.2");
});

test("the summary counts what was added, removed and changed", () => {
  expect(summaryOf(paymentsNow)).toBe(
    "1 layer added, 2 layers removed, 5 layers changed, 4 fields; 6 layers are the same",
  );
});

test("a value that is not set says what holds instead", () => {
  expect(valueText(null, "30")).toBe("default 30");
  expect(valueText(null, null)).toBe("not set");
  expect(valueText("", null)).toBe("empty");
});

test("as Markdown the effects come first and losses stand out", () => {
  const text = markdownOf(paymentsNow, "HEAD", "files now");
  expect(text.split("\n")[0]).toBe("### payments-web: HEAD → files now");
  expect(text.indexOf("- **Loss:** the image loses `audit-legacy`")).toBeGreaterThan(0);
  expect(text.indexOf("**Loss:**")).toBeLessThan(text.indexOf("**Layers of"));
  expect(text).toContain("- `nginx-tls`: 1.11.2 → 1.12.0, runs earlier, 3 → 1, 2 parameters, document");
  expect(text).toContain("  - `TlsMinimum`: `default TLSv1.2` → `TLSv1.3`");
  expect(text).toContain("  - step `build/DropOldCiphers` added");
  expect(text).toContain("| `description` | not written | `Web tier of payments` |");
});

test("text of strangers stays text in Markdown", () => {
  const text = markdownOf(
    {
      ...paymentsNow,
      effects: [{ weight: "change", text: "<img src=x> runs `a|b` **now**\n# title" }],
      layers: [
        change(["parameters"], {
          component: "a`b",
          parameters: [{ name: "P", left: "x\ny", right: "|", default: null }],
        }),
      ],
      fields: [{ field: "f", left: "a|b", right: "``" }],
    },
    "HEAD",
    "_now_",
  );
  expect(text).toContain("- \\<img src=x\\> runs `a|b` \\*\\*now\\*\\* \\# title");
  expect(text).toContain("- `` a`b ``: 1 parameter");
  expect(text).toContain("`x ⏎ y` → `|`");
  expect(text).toContain("| `f` | `a\\|b` | ``` `` ``` |");
  expect(text).toContain("\\_now\\_");
});

test("the version and the parent are fields like the others", () => {
  expect(fieldsOf(paymentsNow).map((field) => field.field)).toEqual([
    "semanticVersion",
    "parentImage",
    "blockDeviceMappings[/dev/sda1].ebs.volumeSize",
    "description",
  ]);
});
