import { createContext, useContext, useEffect } from "react";

import type { Failure, FieldEdit, FieldProblem, FieldValue, ResourceName, ResourceView } from "@/contract";
import { useAsk, useDo } from "@/contract";
import type { Store } from "@/parts/store";

import { keyOfPath, problemsAt, problemsWithin, type Path } from "./path";

/** A resource under editing, for the fields within. */
export interface Form {
  view: ResourceView;
  /** `null` removes the field. One call is one edit, which one undo takes back. */
  set: (path: Path, value: FieldValue | null) => void;
  setAll: (changes: FieldEdit[]) => void;
  move: (path: Path, from: number, to: number) => void;
  /** An edit is on its way: what depends on positions of a list waits for its answer. */
  busy: boolean;
  /** Paths whose problems some field on screen shows; the form shows the others at its head. */
  claims: Store<ReadonlyMap<string, number>>;
}

export const FormContext = createContext<Form | null>(null);

/** The form around a field. */
export function useForm(): Form {
  const form = useContext(FormContext);
  if (!form) throw new Error("a field stands in no form");
  return form;
}

/** What is wrong at `path`, said by the caller and therefore not at the head of the form. */
export function useProblems(path: Path): FieldProblem[] {
  const { view, claims } = useForm();
  const key = keyOfPath(path);
  useEffect(() => {
    const count = (by: number) =>
      claims.set((before) => new Map(before).set(key, (before.get(key) ?? 0) + by));
    count(1);
    return () => count(-1);
  }, [claims, key]);
  return problemsAt(view.problems, path);
}

/** What is wrong at `path` and below it, said by the caller: for rows of a table. */
export function useProblemsWithin(path: Path): FieldProblem[] {
  const { view, claims } = useForm();
  const found = problemsWithin(view.problems, path);
  const keys = found.map((one) => keyOfPath(one.path)).join("\n");
  useEffect(() => {
    if (keys === "") return;
    const count = (by: number) =>
      claims.set((before) => {
        const after = new Map(before);
        for (const key of keys.split("\n")) after.set(key, (after.get(key) ?? 0) + by);
        return after;
      });
    count(1);
    return () => count(-1);
  }, [claims, keys]);
  return found;
}

export interface ResourceEdits extends Pick<Form, "set" | "setAll" | "move" | "busy"> {
  failure: Failure | null;
  /** Takes the failure off the screen. */
  forget: () => void;
}

/** The edits of one resource's fields. */
export function useResourceEdits(resource: ResourceName): ResourceEdits {
  const set = useDo("resource.set");
  const move = useDo("resource.move_item");
  const setAll = (changes: FieldEdit[]) => {
    if (changes.length > 0) set.mutate({ resource, changes });
  };
  return {
    setAll,
    set: (path, value) => setAll([{ path: [...path], value }]),
    move: (path, from, to) => move.mutate({ resource, path: [...path], from, to }),
    busy: set.isPending || move.isPending,
    failure: set.error ?? move.error,
    forget: () => {
      set.reset();
      move.reset();
    },
  };
}

export function useResource(resource: ResourceName) {
  return useAsk("resource.get", resource);
}
