import { useParams } from "@tanstack/react-router";

import { useStore } from "@/parts/store";
import { useAction } from "@/pieces/actions";

import { ContainerEditor } from "./containers/ContainerEditor";
import { NewImageDialog } from "./manage/NewImageDialog";
import { newImage } from "./manage/open";
import { Overview } from "./Overview";
import { RecipeEditor } from "./RecipeEditor";

/** The images of the workspace, and the editor of one of them. */
export default function ImagesRoom() {
  const { recipe, container } = useParams({ strict: false });
  const asked = useStore(newImage);
  useAction("image.new", () => newImage.set({ parent: null }));
  return (
    <>
      {container !== undefined ? (
        <ContainerEditor key={container} name={container} />
      ) : recipe === undefined ? (
        <Overview />
      ) : (
        <RecipeEditor key={recipe} recipe={recipe} />
      )}
      {asked && <NewImageDialog parent={asked.parent} />}
    </>
  );
}
