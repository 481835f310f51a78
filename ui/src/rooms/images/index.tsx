import { useParams } from "@tanstack/react-router";

import { Overview } from "./Overview";
import { RecipeEditor } from "./RecipeEditor";

/** The images of the workspace, and the editor of one of them. */
export default function ImagesRoom() {
  const { recipe } = useParams({ strict: false });
  return recipe === undefined ? <Overview /> : <RecipeEditor key={recipe} recipe={recipe} />;
}
