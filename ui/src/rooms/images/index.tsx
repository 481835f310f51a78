import { useParams } from "@tanstack/react-router";

import { ContainerEditor } from "./containers/ContainerEditor";
import { Overview } from "./Overview";
import { RecipeEditor } from "./RecipeEditor";

/** The images of the workspace, and the editor of one of them. */
export default function ImagesRoom() {
  const { recipe, container } = useParams({ strict: false });
  if (container !== undefined) return <ContainerEditor key={container} name={container} />;
  return recipe === undefined ? <Overview /> : <RecipeEditor key={recipe} recipe={recipe} />;
}
