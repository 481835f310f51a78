import type { Comparison, FieldDifference, LayerChange, LayerDifference, LayerState } from "@/contract";

/** The changed layers of one recipe of the lineage, in the order they run. */
export interface ChangeGroup {
  recipe: string;
  inherited: boolean;
  changes: LayerChange[];
}

/** One way in which a layer differs, as a sign and as words. */
export interface Difference {
  key: LayerDifference;
  sign: string;
  words: string;
}

/** Changes by the recipe whose layers they are, in the order they run: the lowest golden image first. */
export function groupsOf({ layers }: Pick<Comparison, "layers">): ChangeGroup[] {
  const groups: ChangeGroup[] = [];
  for (const change of layers) {
    const known = groups.find(
      (group) => group.recipe === change.recipe && group.inherited === change.inherited,
    );
    if (known) known.changes.push(change);
    else groups.push({ recipe: change.recipe, inherited: change.inherited, changes: [change] });
  }
  return groups;
}

/** The version in a reference, as people write it: what follows the name. */
export function pinOf(reference: string): string {
  // An ARN ends `component/name/1.2.0/1`: the build number is not written by hand.
  const arn = /:component\/[^/]+\/([^/]+)/.exec(reference);
  return arn?.[1] ?? reference.split("/")[2] ?? "unpinned";
}

/** A layer that only one side has differs in nothing else worth a word. */
export function differencesOf(change: LayerChange): Difference[] {
  const whole = change.changes.filter((key) => key === "added" || key === "removed");
  return (whole.length > 0 ? whole : change.changes).map((key) => ({ key, ...told(key, change) }));
}

function told(key: LayerDifference, change: LayerChange): { sign: string; words: string } {
  const { left, right } = change;
  switch (key) {
    case "added":
      return { sign: "+", words: "added" };
    case "removed":
      return { sign: "−", words: "removed" };
    case "moved":
      return moved(left, right);
    case "repinned":
      return { sign: "→", words: `${pinText(left)} → ${pinText(right)}` };
    case "resolves_differently":
      return {
        sign: "→",
        words: `resolves to ${right?.version ?? "nothing"}, was ${left?.version ?? "nothing"}`,
      };
    case "disabled":
      return { sign: "○", words: "switched off" };
    case "enabled":
      return { sign: "●", words: "switched on" };
    case "parameters": {
      const count = change.parameters.length;
      return { sign: "=", words: `${count} ${count === 1 ? "parameter" : "parameters"}` };
    }
    case "document":
      return { sign: "¶", words: "document" };
  }
}

function pinText(state: LayerState | null): string {
  return state === null ? "nothing" : pinOf(state.reference);
}

function moved(left: LayerState | null, right: LayerState | null): { sign: string; words: string } {
  if (!left || !right || left.position === right.position) return { sign: "↕", words: "moved" };
  // Lower runs earlier.
  return right.position < left.position
    ? { sign: "↓", words: `runs earlier, ${left.position} → ${right.position}` }
    : { sign: "↑", words: `runs later, ${left.position} → ${right.position}` };
}

/** The sign of the whole row: that of what matters most. */
export function signOf(change: LayerChange): string {
  const order: LayerDifference[] = ["added", "removed", "disabled", "enabled", "moved", "repinned"];
  const first = order.find((key) => change.changes.includes(key)) ?? change.changes[0];
  return first === undefined ? "" : told(first, change).sign;
}

/** Whether there is more to see than the row says. */
export function hasMore(change: LayerChange): boolean {
  return change.parameters.length > 0 || change.document !== null;
}

/** Every field that differs, version and parent first, which the states of the recipe carry themselves. */
export function fieldsOf({ left, right, fields }: Comparison): FieldDifference[] {
  const own: FieldDifference[] = [
    { field: "semanticVersion", left: left.version, right: right.version },
    { field: "parentImage", left: left.parent_image, right: right.parent_image },
  ];
  return [
    ...own.filter((one) => one.left !== one.right && !fields.some((other) => other.field === one.field)),
    ...fields,
  ];
}

/** How much differs, in one line. */
export function summaryOf(comparison: Comparison): string {
  const count = (number: number, one: string, many: string) => `${number} ${number === 1 ? one : many}`;
  const has = (key: LayerDifference) =>
    comparison.layers.filter((change) => change.changes.includes(key)).length;
  const [added, removed] = [has("added"), has("removed")];
  const others = comparison.layers.length - added - removed;
  const fields = fieldsOf(comparison).length;
  const parts = [
    ...(added > 0 ? [count(added, "layer added", "layers added")] : []),
    ...(removed > 0 ? [count(removed, "layer removed", "layers removed")] : []),
    ...(others > 0 ? [count(others, "layer changed", "layers changed")] : []),
    ...(fields > 0 ? [count(fields, "field", "fields")] : []),
  ];
  const same = count(comparison.unchanged, "layer is the same", "layers are the same");
  return parts.length === 0 ? same : `${parts.join(", ")}; ${same}`;
}

/** A parameter's value as people read it: the default is named as such. */
export function valueText(value: string | null, fallback: string | null): string {
  if (value !== null) return value === "" ? "empty" : value;
  return fallback === null ? "not set" : `default ${fallback === "" ? "(empty)" : fallback}`;
}
