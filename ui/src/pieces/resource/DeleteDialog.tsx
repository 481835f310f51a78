import { useParams, useSearch } from "@tanstack/react-router";

import { useAsk, useDo, type ResourceName } from "@/contract";
import { Button } from "@/parts/Button";
import { Dialog } from "@/parts/Dialog";
import { Skeleton } from "@/parts/states";
import { toast } from "@/parts/toast";

import { FailureNotice } from "../FailureView";
import { useGoToList, useGoToResource } from "./address";
import { Dependants, referenceWords } from "./Dependants";
import styles from "./resource.module.css";
import { useAfterwards } from "./useAfterwards";
import { kindWords } from "./words";

/** Takes a resource's file away once what refers to it was shown. It can be brought back. */
export function DeleteDialog({ resource, onClose }: { resource: ResourceName; onClose: () => void }) {
  const afterwards = useAfterwards();
  const goTo = useGoToResource();
  const goToList = useGoToList();
  const params = useParams({ strict: false });
  const search = useSearch({ strict: false });
  const view = useAsk("resource.get", resource);
  const remove = useDo("resource.delete");
  const dependants = view.data?.used_by ?? [];
  const { kind, name } = resource;
  const shown = [params.recipe, params.container, params.pipeline, search.resource].includes(name);

  const start = () =>
    remove.mutate(resource, {
      onSuccess: (deleted) => {
        onClose();
        if (shown) goToList(kind);
        toast(`${name} was deleted`, {
          label: "Undo",
          act: () =>
            afterwards("resource.restore", deleted, `${name} could not be brought back`, () => {
              if (shown) goTo(resource);
            }),
        });
      },
    });
  return (
    <Dialog
      open
      onClose={onClose}
      width={680}
      busy={remove.isPending}
      title={`Delete ${name}?`}
      foot={
        <>
          <Button isDisabled={remove.isPending} autoFocus onPress={onClose}>
            Keep it
          </Button>
          <Button look="danger" isDisabled={remove.isPending || view.isPending} onPress={start}>
            {dependants.length > 0 ? "Delete it anyway" : "Delete"}
          </Button>
        </>
      }
    >
      <div className={styles.form}>
        {remove.error && <FailureNotice failure={remove.error} />}
        <p>
          The file <span className="mono foreign">{view.data?.file ?? "of it"}</span> goes from the workspace.
          What AWS holds of it stays as it is.
        </p>
        {view.isPending && <Skeleton rows={2} />}
        {dependants.length > 0 && (
          <section>
            <h3 className={styles.warn}>
              {referenceWords(dependants.length)} to this {kindWords[kind]} will lead nowhere
            </h3>
            <Dependants dependants={dependants} />
          </section>
        )}
        {view.data && dependants.length === 0 && (
          <p className="dim">Nothing in the workspace refers to it.</p>
        )}
      </div>
    </Dialog>
  );
}
