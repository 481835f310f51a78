import {
  QueryClient,
  useMutation,
  useQuery,
  useQueryClient,
  type UseMutationResult,
  type UseQueryResult,
} from "@tanstack/react-query";

import { call, type CommandName, type Request, type Response } from "./call";
import { OF_TOPIC, OF_WORKSPACE } from "./events";
import { Failure } from "./failure";
import type { FileView } from "./generated/FileView";
import type { RecipeView } from "./generated/RecipeView";
import type { ResourceView } from "./generated/ResourceView";

/** The client that holds every answer. Data goes stale by events, not by time. */
export function newClient(): QueryClient {
  return new QueryClient({
    defaultOptions: {
      queries: {
        staleTime: Infinity,
        gcTime: 10 * 60_000,
        retry: false,
        refetchOnWindowFocus: false,
        // The workbench is on this machine; the browser's idea of being online does not matter.
        networkMode: "always",
      },
      mutations: { retry: false, networkMode: "always" },
    },
  });
}

/** The key of an answer: the command's name, then its request. */
export function keyOf<K extends CommandName>(name: K, request: Request<K>): readonly [K, Request<K>] {
  return [name, request];
}

export interface AskOptions {
  /** `false` waits. */
  enabled?: boolean;
  /** Keeps the previous answer on screen while the next is read. */
  keepPrevious?: boolean;
}

/** A reading command as a query. */
export function useAsk<K extends CommandName>(
  name: K,
  request: Request<K>,
  { enabled = true, keepPrevious = false }: AskOptions = {},
): UseQueryResult<Response<K>, Failure> {
  return useQuery<Response<K>, Failure>({
    queryKey: keyOf(name, request),
    queryFn: () => call(name, request),
    enabled,
    ...(keepPrevious ? { placeholderData: ((previous: unknown) => previous) as never } : {}),
  });
}

/** Asks what the first picture needs before anything draws it. Answers and failures are found by {@link useAsk}. */
export function askAhead(client: QueryClient, ...names: CommandName[]): void {
  for (const name of names)
    void client.prefetchQuery({ queryKey: [name, {}], queryFn: () => call(name, {} as never) });
}

/** A changing command as a mutation; its answer is put where readers of the same thing find it. */
export function useDo<K extends CommandName>(name: K): UseMutationResult<Response<K>, Failure, Request<K>> {
  const client = useQueryClient();
  return useMutation<Response<K>, Failure, Request<K>>({
    mutationKey: [name],
    mutationFn: (request) => call(name, request),
    onSuccess: (answer) => keep(client, name, answer),
    // Edits, undo and save of files take effect in the order they were made.
    ...(/^(file|recipe|resource)\.|^component\.create$/.test(name) ? { scope: { id: "authoring" } } : {}),
  });
}

/** Commands that answer with the whole recipe, the whole resource, the whole file, the whole session. */
const ANSWERS_RECIPE: CommandName[] = [
  "recipe.create",
  "recipe.add_layer",
  "recipe.move_layers",
  "recipe.remove_layers",
  "recipe.replace_layer",
  "recipe.set_layers_enabled",
  "recipe.set_parameter",
  "recipe.set_layer_versions",
];
const ANSWERS_RESOURCE: CommandName[] = [
  "resource.set",
  "resource.move_item",
  "resource.create",
  "resource.copy",
];
/** Commands after which several files may be other ones. */
const CHANGES_FILES: CommandName[] = [
  "component.create",
  "resource.rename",
  "resource.delete",
  "resource.restore",
];
const ANSWERS_FILE: CommandName[] = ["file.set_text", "file.undo", "file.redo", "file.discard", "file.save"];
const ANSWERS_SESSION: CommandName[] = ["session.use_profile", "session.set_offline"];

const STARTS_JOB: CommandName[] = ["run.follow", "scan.import", "scan.export", "scan.fetch", "job.resume"];

/** Files an answer of `name` under the question it also answers. */
export function keep<K extends CommandName>(client: QueryClient, name: K, answer: Response<K>): void {
  if (ANSWERS_RECIPE.includes(name)) {
    const recipe = answer as RecipeView;
    client.setQueryData(keyOf("recipe.get", { recipe: recipe.recipe }), recipe);
    staleExcept(client, "recipe.get");
  } else if (ANSWERS_RESOURCE.includes(name)) {
    const { kind, name: resource } = answer as ResourceView;
    client.setQueryData(keyOf("resource.get", { kind, name: resource }), answer);
    staleExcept(client, "resource.get");
  } else if (CHANGES_FILES.includes(name)) {
    stale(client, ...OF_WORKSPACE);
  } else if (name === "recipe.set_favourite") {
    stale(client, "recipe.palette");
  } else if (ANSWERS_FILE.includes(name)) {
    const file = answer as FileView;
    client.setQueryData(keyOf("file.get", { file: file.file }), file);
    staleExcept(client, "file.get");
  } else if (ANSWERS_SESSION.includes(name)) {
    client.setQueryData(keyOf("session.get", {}), answer);
  } else if (name === "workspace.open" || name === "workspace.sample") {
    client.setQueryData(keyOf("workspace.current", {}), answer);
    void client.invalidateQueries({ predicate: (query) => query.queryKey[0] !== "workspace.current" });
  } else if (name === "scan.save_view" || name === "scan.delete_view") {
    client.setQueryData(keyOf("scan.views", {}), answer);
  } else if (name === "scan.decide" || name === "scan.withdraw" || name === "scan.delete") {
    stale(client, ...OF_TOPIC.scans);
  } else if (name.endsWith(".start") || STARTS_JOB.includes(name)) {
    stale(client, "job.list");
  }
}

/** An edit can change what any document of the workspace shows; `answered` is known already. */
function staleExcept(client: QueryClient, answered: CommandName): void {
  stale(client, ...OF_WORKSPACE.filter((name) => name !== answered));
}

function stale(client: QueryClient, ...names: CommandName[]): void {
  for (const name of names) void client.invalidateQueries({ queryKey: [name] });
}
