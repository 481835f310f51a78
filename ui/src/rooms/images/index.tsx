import { useParams } from "@tanstack/react-router";

import { useAction } from "@/pieces/actions";

import { ImageDialogs } from "./manage/ImageDialogs";
import { imageTask } from "./manage/open";
import { Overview } from "./Overview";
import { RecipeEditor } from "./RecipeEditor";

/** The images of the workspace, and the editor of one of them. */
export default function ImagesRoom() {
  const { recipe } = useParams({ strict: false });
  useAction("image.new", () => imageTask.set({ task: "new", parent: null }));
  return (
    <>
      {recipe === undefined ? <Overview /> : <RecipeEditor key={recipe} recipe={recipe} />}
      <ImageDialogs />
    </>
  );
}
