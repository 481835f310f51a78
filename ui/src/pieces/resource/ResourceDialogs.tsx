import { useStore } from "@/parts/store";

import { useAction } from "../actions";
import { CreateDialog } from "./CreateDialog";
import { DeleteDialog } from "./DeleteDialog";
import { NameDialog } from "./NameDialog";
import { asked, openCreate } from "./open";

/** The dialogs that make, name and take away resources of the workspace. */
export function ResourceDialogs() {
  const what = useStore(asked);
  const close = () => asked.set(null);
  useAction("infrastructure.new", () => openCreate("InfrastructureConfiguration"));
  useAction("distribution.new", () => openCreate("DistributionConfiguration"));
  useAction("container.new", () => openCreate("ContainerRecipe"));
  switch (what?.action) {
    case undefined:
      return null;
    case "create":
      return <CreateDialog kind={what.kind} onClose={close} />;
    case "delete":
      return <DeleteDialog resource={what.resource} onClose={close} />;
    case "rename":
    case "copy":
      return <NameDialog action={what.action} resource={what.resource} onClose={close} />;
  }
}
