import { useStore } from "@/parts/store";

import { DeleteDialog } from "./DeleteDialog";
import { NameDialog } from "./NameDialog";
import { NewImageDialog } from "./NewImageDialog";
import { imageTask } from "./open";

/** The dialog of what is to be done with images; nothing while nothing is. */
export function ImageDialogs() {
  const task = useStore(imageTask);
  switch (task?.task) {
    case undefined:
      return null;
    case "new":
      return <NewImageDialog parent={task.parent} />;
    case "duplicate":
    case "rename":
      return <NameDialog task={task.task} recipe={task.recipe} />;
    case "delete":
      return <DeleteDialog recipe={task.recipe} />;
  }
}
