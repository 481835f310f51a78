import { useNavigate } from "@tanstack/react-router";

import { useDo } from "@/contract";
import { Button } from "@/parts/Button";
import { Dialog } from "@/parts/Dialog";
import { toast } from "@/parts/toast";
import { FailureNotice } from "@/pieces/FailureView";

import { useAfterwards } from "./afterwards";
import { Dependants } from "./Dependants";
import { imageTask } from "./open";

/** Takes a recipe out of the workspace, after showing what stands on it. */
export function DeleteDialog({ recipe }: { recipe: string }) {
  const navigate = useNavigate();
  const afterwards = useAfterwards();
  const remove = useDo("resource.delete");
  const resource = { kind: "ImageRecipe" as const, name: recipe };
  const close = () => imageTask.set(null);
  const start = () =>
    remove.mutate(resource, {
      onSuccess: (deleted) => {
        close();
        void navigate({ to: "/images" });
        toast(`${recipe} was deleted`, {
          label: "Undo",
          act: () =>
            afterwards(
              "resource.restore",
              deleted,
              () => void navigate({ to: "/images/$recipe", params: { recipe } }),
            ),
        });
      },
    });
  return (
    <Dialog
      open
      onClose={close}
      busy={remove.isPending}
      width={620}
      title={`Delete ${recipe}?`}
      foot={
        <>
          <Button isDisabled={remove.isPending} autoFocus onPress={close}>
            Keep it
          </Button>
          <Button look="danger" isDisabled={remove.isPending} onPress={start}>
            Delete
          </Button>
        </>
      }
    >
      {remove.error && <FailureNotice failure={remove.error} />}
      <p className="dim">
        Its file leaves the workspace. What AWS holds of it, recipes and images, stays as it is.
      </p>
      <Dependants resource={resource} none="Nothing in the workspace refers to it.">
        {(count) =>
          `${count === 1 ? "1 place refers" : `${count} places refer`} to it, and would refer to nothing:`
        }
      </Dependants>
    </Dialog>
  );
}
