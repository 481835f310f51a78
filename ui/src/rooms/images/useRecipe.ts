import { notifyManager, useMutation, useQueryClient } from "@tanstack/react-query";

import {
  call,
  keep,
  keyOf,
  useDo,
  type CommandName,
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

/** A command that edits. The same object while it waits and when it is answered, so that nothing is drawn for that. */
function useEdit<K extends CommandName>(name: K) {
  const { mutate, reset, error } = useDo(name);
  return { mutate, reset, error };
}

function useMove(recipe: string) {
  const client = useQueryClient();
  const key = keyOf("recipe.get", { recipe });
  const { mutate, reset, error } = useMutation<RecipeView, Failure, Move>({
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
  /** Shows the layers moved before the workbench answers. */
  const move = (slots: number[], to: number) =>
    notifyManager.batch(() => {
      // A recipe that is being read is one from before this move.
      void client.cancelQueries({ queryKey: key });
      const before = client.getQueryData<RecipeView>(key);
      if (before) client.setQueryData(key, withMoves(before, slots, to));
      mutate({ slots, to, before });
    });
  return { move, reset, error };
}

export function useRecipeEdits(recipe: string): RecipeEdits {
  const moving = useMove(recipe);
  const add = useEdit("recipe.add_layer");
  const remove = useEdit("recipe.remove_layers");
  const replace = useEdit("recipe.replace_layer");
  const enable = useEdit("recipe.set_layers_enabled");
  const parameter = useEdit("recipe.set_parameter");
  const versions = useEdit("recipe.set_layer_versions");
  const fields = useEdit("resource.set");
  const all = [moving, add, remove, replace, enable, parameter, versions, fields];
  const then = (done: After | undefined) => (done ? { onSuccess: done } : undefined);
  return {
    move: moving.move,
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
