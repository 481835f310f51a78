import { library, type LibraryEntry } from "./library";
import type { FakeRecipe } from "./recipes";

// More than anybody has, to see that views stay quick and calm: a lineage of ten, a palette of two thousand.

const TIERS = [
  "vendor-base",
  "hardened",
  "eu",
  "compliance",
  "network",
  "runtime",
  "platform",
  "web",
  "shop",
  "shop-web",
];

/** A lineage of ten recipes, the deepest last. */
export const deepLineage: FakeRecipe[] = TIERS.map((tier, depth) => ({
  name: depth < 9 ? `golden-${tier}` : tier,
  version: `${depth + 1}.0.0`,
  owner: depth < 7 ? "ccoe-images" : "shop",
  description: `Tier ${depth + 1} of ten`,
  parent: depth === 0 ? null : `golden-${TIERS[depth - 1] ?? ""}`,
  os: "Ubuntu 22.04",
  layers: library.slice(depth, depth + 3).map((one) => ({ component: one.name, values: {} })),
}));

const WORDS = ["agent", "runtime", "hardening", "baseline", "proxy", "client", "exporter", "policy"];

/** Two thousand components of Amazon and of other accounts. */
export const manyComponents: LibraryEntry[] = Array.from({ length: 2000 }, (_, at) => ({
  name: `${WORDS[at % WORDS.length] ?? ""}-${String(at).padStart(4, "0")}`,
  version: `1.${at % 20}.0`,
  description: `What number ${at} does, in one sentence`,
  origin: at % 3 === 0 ? "shared" : "amazon",
  owner: at % 3 === 0 ? "platform" : "Amazon",
  platform: at % 5 === 0 ? "Windows" : "Linux",
  steps: { build: [["Install", "ExecuteBash"]] },
  parameters: [],
}));
