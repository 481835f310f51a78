import { useMutation, useQueryClient } from "@tanstack/react-query";

import { call, keep, keyOf, useDo, type Failure, type RecipeField, type RecipeView } from "@/contract";

import { withMove } from "./bands";

/** The edits of one recipe, each answered with the recipe as it is then. */
export interface RecipeEdits {
  move: (from: number, to: number) => void;
  add: (component: string, index: number | null, done?: (view: RecipeView) => void) => void;
  remove: (index: number) => void;
  setParameter: (index: number, name: string, value: string | null) => void;
  setVersion: (index: number, version: string | null) => void;
  setField: (field: RecipeField, value: string | null) => void;
  /** Why the last edit was refused. */
  failure: Failure | null;
  forget: () => void;
}

export function useRecipeEdits(recipe: string): RecipeEdits {
  const client = useQueryClient();
  const key = keyOf("recipe.get", { recipe });
  const move = useMutation<RecipeView, Failure, { from: number; to: number }, RecipeView | undefined>({
    mutationKey: ["recipe.move_layer"],
    mutationFn: ({ from, to }) => call("recipe.move_layer", { recipe, from, to }),
    onMutate: ({ from, to }) => {
      const before = client.getQueryData<RecipeView>(key);
      if (before) client.setQueryData(key, withMove(before, from, to));
      return before;
    },
    onSuccess: (view) => keep(client, "recipe.move_layer", view),
    onError: (_error, _move, before) => {
      if (before) client.setQueryData(key, before);
    },
  });
  const add = useDo("recipe.add_layer");
  const remove = useDo("recipe.remove_layer");
  const parameter = useDo("recipe.set_parameter");
  const version = useDo("recipe.set_layer_version");
  const field = useDo("recipe.set_field");
  const all = [move, add, remove, parameter, version, field];
  return {
    move: (from, to) => move.mutate({ from, to }),
    add: (component, index, done) =>
      add.mutate({ recipe, component, index }, done ? { onSuccess: done } : undefined),
    remove: (index) => remove.mutate({ recipe, index }),
    setParameter: (index, name, value) => parameter.mutate({ recipe, index, name, value }),
    setVersion: (index, value) => version.mutate({ recipe, index, version: value }),
    setField: (name, value) => field.mutate({ recipe, field: name, value }),
    failure: all.find((one) => one.error)?.error ?? null,
    forget: () => all.forEach((one) => one.reset()),
  };
}
