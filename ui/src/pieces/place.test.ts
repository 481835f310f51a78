import { expect, test } from "vitest";

import { newClient } from "@/contract";
import type { ResourceKind } from "@/contract";

import { destinationOf } from "./place";

test("a file of the workspace is shown where its form is", () => {
  const client = newClient();
  expect(destinationOf(client, "infrastructure/build.yaml")).toEqual({
    room: "file",
    file: "infrastructure/build.yaml",
  });
  const one = (kind: ResourceKind, name: string, file: string) => ({ kind, name, file });
  client.setQueryData(["resource.list", {}], {
    resources: [
      one("InfrastructureConfiguration", "build", "infrastructure/build.yaml"),
      one("ContainerRecipe", "worker", "containers/worker.yaml"),
      one("ImagePipeline", "web", "pipelines/web.yaml"),
    ],
  });
  expect(destinationOf(client, "infrastructure/build.yaml")).toEqual({
    room: "configurations",
    view: "infrastructure",
    resource: "build",
  });
  expect(destinationOf(client, "containers/worker.yaml")).toEqual({
    room: "containers",
    container: "worker",
  });
  expect(destinationOf(client, "pipelines/web.yaml")).toEqual({ room: "file", file: "pipelines/web.yaml" });
});
