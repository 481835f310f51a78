import { useParams } from "@tanstack/react-router";

import { useAction } from "@/pieces/actions";

import { ContainerEditor } from "./containers/ContainerEditor";
import { ImageDialogs } from "./manage/ImageDialogs";
import { imageTask } from "./manage/open";
import { Overview } from "./Overview";
import { RecipeEditor } from "./RecipeEditor";

/** The images of the workspace, and the editor of one of them. */
export default function ImagesRoom() {
  const { recipe, container } = useParams({ strict: false });
  useAction("image.new", () => imageTask.set({ task: "new", parent: null }));
  return (
    <>
      {container !== undefined ? (
        <ContainerEditor key={container} name={container} />
      ) : recipe === undefined ? (
        <Overview />
      ) : (
        <RecipeEditor key={recipe} recipe={recipe} />
      )}
      <ImageDialogs />
    </>
  );
}
