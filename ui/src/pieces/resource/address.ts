import { useNavigate } from "@tanstack/react-router";

import type { ResourceKind, ResourceName } from "@/contract";

/** The room that lists resources of `kind`. */
export function useGoToList(): (kind: ResourceKind) => void {
  const navigate = useNavigate();
  return (kind) => {
    switch (kind) {
      case "Component":
        return void navigate({ to: "/components" });
      case "ImageRecipe":
      case "ContainerRecipe":
        return void navigate({ to: "/images" });
      case "InfrastructureConfiguration":
        return void navigate({ to: "/pipelines", search: { view: "infrastructure" } });
      case "DistributionConfiguration":
        return void navigate({ to: "/pipelines", search: { view: "distribution" } });
      case "ImagePipeline":
        return void navigate({ to: "/pipelines" });
    }
  };
}

/** Goes to where a resource is edited. */
export function useGoToResource(): (resource: ResourceName) => void {
  const navigate = useNavigate();
  return ({ kind, name }) => {
    switch (kind) {
      case "Component":
        return void navigate({
          to: "/components/$component",
          params: { component: `Component/${name}` },
        });
      case "ImageRecipe":
        return void navigate({ to: "/images/$recipe", params: { recipe: name } });
      case "ContainerRecipe":
        return void navigate({ to: "/images/container/$container", params: { container: name } });
      case "InfrastructureConfiguration":
        return void navigate({ to: "/pipelines", search: { view: "infrastructure", resource: name } });
      case "DistributionConfiguration":
        return void navigate({ to: "/pipelines", search: { view: "distribution", resource: name } });
      case "ImagePipeline":
        return void navigate({ to: "/pipelines/$pipeline", params: { pipeline: name } });
    }
  };
}
