import { useQueryClient, type QueryClient } from "@tanstack/react-query";
import { useNavigate } from "@tanstack/react-router";

import type { ComponentView, RecipeView, ResourceList } from "@/contract";

/** A line of a workspace file. */
export interface FilePlace {
  file: string;
  /** From 1. */
  line?: number | undefined;
}

/** Where a file is shown best, by what was read so far: its recipe, component or form, else the plain file. */
export type Destination =
  | { room: "images"; recipe: string }
  | { room: "components"; component: string }
  | { room: "configurations"; view: "infrastructure" | "distribution"; resource: string }
  | { room: "containers"; container: string }
  | { room: "file"; file: string };

export function destinationOf(client: QueryClient, file: string): Destination {
  for (const [, recipe] of client.getQueriesData<RecipeView>({ queryKey: ["recipe.get"] })) {
    if (!recipe) continue;
    if (recipe.file === file) return { room: "images", recipe: recipe.recipe };
    for (const layer of recipe.strata.flatMap((stratum) => stratum.layers)) {
      if (layer.document === file) return { room: "components", component: componentOf(layer) };
    }
  }
  for (const [, view] of client.getQueriesData<ComponentView>({ queryKey: ["component.get"] })) {
    if (view?.document_file === file) return { room: "components", component: view.summary.reference };
  }
  const resources = client.getQueryData<ResourceList>(["resource.list", {}])?.resources;
  const resource = resources?.find((one) => one.file === file);
  switch (resource?.kind) {
    case "ImageRecipe":
      return { room: "images", recipe: resource.name };
    case "ContainerRecipe":
      return { room: "containers", container: resource.name };
    case "InfrastructureConfiguration":
      return { room: "configurations", view: "infrastructure", resource: resource.name };
    case "DistributionConfiguration":
      return { room: "configurations", view: "distribution", resource: resource.name };
    default:
      return { room: "file", file };
  }
}

/** What `component.get` takes for a layer: `Component/<name>` in the workspace, the ARN elsewhere. */
export function componentOf(layer: { name: string; reference: string; origin: string }): string {
  return layer.origin === "workspace" ? `Component/${layer.name}` : layer.reference;
}

let visits = 0;

/** Goes to a line of a file in the room that shows it best. */
export function useGoToPlace(): (place: FilePlace) => void {
  const client = useQueryClient();
  const navigate = useNavigate();
  return ({ file, line }) => {
    visits += 1;
    const search = line === undefined ? {} : { line, visit: visits };
    const to = destinationOf(client, file);
    if (to.room === "images") {
      void navigate({
        to: "/images/$recipe",
        params: { recipe: to.recipe },
        search: { tab: "source", ...search },
      });
    } else if (to.room === "components") {
      void navigate({ to: "/components/$component", params: { component: to.component }, search });
    } else if (to.room === "configurations") {
      const { view, resource } = to;
      void navigate({ to: "/pipelines", search: { view, resource, ...search } });
    } else if (to.room === "containers") {
      void navigate({ to: "/images/container/$container", params: { container: to.container }, search });
    } else {
      void navigate({ to: "/file", search: { file, ...search } });
    }
  };
}
