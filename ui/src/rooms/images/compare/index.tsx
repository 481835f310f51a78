import { CompareTab } from "./CompareTab";
import { Update } from "./Update";

export { NextVersion } from "./NextVersion";
export { StaleList } from "./StaleList";

/** Two states of a recipe, or what moving it to the newest golden image would do. */
export function Compare({ recipe, update }: { recipe: string; update: boolean }) {
  return update ? <Update key={recipe} recipe={recipe} /> : <CompareTab key={recipe} recipe={recipe} />;
}
