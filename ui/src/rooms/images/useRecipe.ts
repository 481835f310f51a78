import { notifyManager, useMutation, useQueryClient } from "@tanstack/react-query";

import {
  call,
  keep,
  keyOf,
  useDo,
  type Failure,
  type FieldEdit,
  type LayerVersion,
  type RecipeView,
} from "@/contract";

import { withMoves } from "./bands";

/** Called with the recipe as it is after the edit. */
export type After = (view: RecipeView) => void;

/** The edits of one recipe, each answered with the recipe as it is then. Layers are named by their slots. */
export interface RecipeEdits {
  /** `to` is the slot of the first of them afterwards; they become neighbours. */
  move: (slots: number[], to: number) => void;
  add: (component: string, slot: number | null, done?: After) => void;
  remove: (slots: number[], done?: After) => void;
  replace: (slot: number, component: string, done?: After) => void;
  enable: (slots: number[], enabled: boolean) => void;
  setParameter: (slot: number, name: string, value: string | null) => void;
  setVersions: (versions: LayerVersion[]) => void;
  setFields: (changes: FieldEdit[]) => void;
  /** Why the last edit was refused. */
  failure: Failure | null;
  forget: () => void;
}

interface Move {
  slots: number[];
  to: number;
  /** The recipe as it was shown. */
  before: RecipeView | undefined;
}

export function useRecipeEdits(recipe: string): RecipeEdits {
  const client = useQueryClient();
  const key = keyOf("recipe.get", { recipe });
  const move = useMutation<RecipeView, Failure, Move>({
    mutationKey: ["recipe.move_layers"],
    mutationFn: ({ slots, to }) => call("recipe.move_layers", { recipe, slots, to }),
    scope: { id: "authoring" },
    onSuccess: (view) => {
      // While more moves wait, what is shown is ahead of this answer.
      if (client.isMutating({ mutationKey: ["recipe.move_layers"] }) > 1) return;
      keep(client, "recipe.move_layers", view);
    },
    onError: (_error, { before }) => {
      if (before) client.setQueryData(key, before);
      void client.invalidateQueries({ queryKey: key });
    },
  });
  /** Shows the layers moved before the workbench answers, and draws that and the waiting for it at once. */
  const moveAhead = (slots: number[], to: number) =>
    notifyManager.batch(() => {
      // A recipe that is being read is one from before this move.
      void client.cancelQueries({ queryKey: key });
      const before = client.getQueryData<RecipeView>(key);
      if (before) client.setQueryData(key, withMoves(before, slots, to));
      move.mutate({ slots, to, before });
    });
  const add = useDo("recipe.add_layer");
  const remove = useDo("recipe.remove_layers");
  const replace = useDo("recipe.replace_layer");
  const enable = useDo("recipe.set_layers_enabled");
  const parameter = useDo("recipe.set_parameter");
  const versions = useDo("recipe.set_layer_versions");
  const fields = useDo("resource.set");
  const all = [move, add, remove, replace, enable, parameter, versions, fields];
  const then = (done: After | undefined) => (done ? { onSuccess: done } : undefined);
  return {
    move: moveAhead,
    add: (component, slot, done) => add.mutate({ recipe, component, slot }, then(done)),
    remove: (slots, done) => remove.mutate({ recipe, slots }, then(done)),
    replace: (slot, component, done) => replace.mutate({ recipe, slot, component }, then(done)),
    enable: (slots, enabled) => enable.mutate({ recipe, slots, enabled }),
    setParameter: (slot, name, value) => parameter.mutate({ recipe, slot, name, value }),
    setVersions: (list) => versions.mutate({ recipe, versions: list }),
    setFields: (changes) => fields.mutate({ resource: { kind: "ImageRecipe", name: recipe }, changes }),
    failure: all.find((one) => one.error)?.error ?? null,
    forget: () => all.forEach((one) => one.reset()),
  };
}
