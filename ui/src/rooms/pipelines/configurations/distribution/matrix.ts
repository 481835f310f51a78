import type { AccountView, FieldEdit } from "@/contract";
import { listAt, textAt, textsAt, type Path } from "@/pieces/form/path";

/** Who can get an image. */
export type Who =
  | { kind: "account"; id: string }
  | { kind: "unit"; id: string }
  | { kind: "organisation"; id: string }
  | { kind: "everyone"; id: "all" };

/** `launch`: may launch the image where it is. `copy`: gets an image of its own. */
export type Means = "launch" | "copy";

/** One Region of a distribution, and who gets the image there. */
export interface Column {
  /** Position among `distributions`. */
  at: number;
  region: string;
  /** False where it distributes a container. */
  ami: boolean;
  /** The lists as they are written, by the field that holds them. */
  lists: Record<ListField, string[]>;
  /** The same for looking up. */
  sets: Record<ListField, ReadonlySet<string>>;
}

type ListField =
  | "userIds"
  | "userGroups"
  | "organizationArns"
  | "organizationalUnitArns"
  | "targetAccountIds";

const FIELDS: ListField[] = [
  "userIds",
  "userGroups",
  "organizationArns",
  "organizationalUnitArns",
  "targetAccountIds",
];

const AMI = "amiDistributionConfiguration";

function pathOf(at: number, field: ListField): string[] {
  const ami = ["distributions", String(at), AMI];
  return field === "targetAccountIds" ? [...ami, field] : [...ami, "launchPermission", field];
}

/** The list that says whether `who` gets the image by `means`; `null` where AWS has no such thing. */
function fieldOf(who: Who, means: Means): ListField | null {
  if (means === "copy") return who.kind === "account" ? "targetAccountIds" : null;
  switch (who.kind) {
    case "account":
      return "userIds";
    case "unit":
      return "organizationalUnitArns";
    case "organisation":
      return "organizationArns";
    case "everyone":
      return "userGroups";
  }
}

export function columnsOf(value: unknown): Column[] {
  return listAt(value, ["distributions"]).map((entry, at) => {
    const lists = byField((field) => textsAt(value, pathOf(at, field)));
    return {
      at,
      region: textAt(entry, ["region"]) ?? "",
      ami: textAt(entry, ["containerDistributionConfiguration", "targetRepository", "service"]) === null,
      lists,
      sets: byField((field) => new Set(lists[field])),
    };
  });
}

function byField<T>(make: (field: ListField) => T): Record<ListField, T> {
  return {
    userIds: make("userIds"),
    userGroups: make("userGroups"),
    organizationArns: make("organizationArns"),
    organizationalUnitArns: make("organizationalUnitArns"),
    targetAccountIds: make("targetAccountIds"),
  };
}

/** Whether there is such a thing in this Region. */
export function possible(column: Column, who: Who, means: Means): boolean {
  return column.ami && fieldOf(who, means) !== null;
}

export function holds(column: Column, who: Who, means: Means): boolean {
  const field = fieldOf(who, means);
  return field !== null && column.sets[field].has(who.id);
}

/** What somebody wants of one cell. */
export interface Wish {
  column: number;
  who: Who;
  means: Means;
  on: boolean;
}

export const keyOfWish = ({ column, who, means }: Pick<Wish, "column" | "who" | "means">): string =>
  `${column}/${means}/${who.kind}/${who.id}`;

/**
 * The edits that fulfil wishes, as one edit: from each list first what goes, from its end so that positions hold,
 * then what comes, behind what is left.
 */
export function editsOf(columns: Column[], wishes: Wish[]): FieldEdit[] {
  const edits: FieldEdit[] = [];
  for (const column of columns) {
    for (const field of FIELDS) {
      const here = wishes.filter(
        (wish) => wish.column === column.at && fieldOf(wish.who, wish.means) === field,
      );
      if (here.length === 0) continue;
      const list = column.lists[field];
      const gone = new Set(here.filter((wish) => !wish.on).map((wish) => wish.who.id));
      const path = pathOf(column.at, field);
      let left = list.length;
      for (let at = list.length - 1; at >= 0; at--) {
        if (!gone.has(list[at] ?? "")) continue;
        edits.push({ path: [...path, String(at)], value: null });
        left -= 1;
      }
      const come = new Set(here.filter((wish) => wish.on).map((wish) => wish.who.id));
      for (const id of come) {
        if (column.sets[field].has(id)) continue;
        edits.push({ path: [...path, String(left)], value: id });
        left += 1;
      }
    }
  }
  return edits;
}

/** How many may launch it, and how many get a copy. An organisation or a unit counts as one. */
export function countsOf({ lists }: Column): { launch: number; copy: number } {
  return {
    launch:
      lists.userIds.length +
      lists.userGroups.length +
      lists.organizationArns.length +
      lists.organizationalUnitArns.length,
    copy: lists.targetAccountIds.length,
  };
}

/** The fields of a Region that is added: named as the first one's, without what belongs to that Region alone. */
export function newRegion(value: unknown, region: string, sharedAs: Column | undefined): FieldEdit {
  const first: Path = ["distributions", "0", AMI];
  const name = textAt(value, [...first, "name"]);
  const description = textAt(value, [...first, "description"]);
  const lists = sharedAs?.lists;
  const permission: Record<string, string[]> = {};
  for (const field of FIELDS) {
    if (field !== "targetAccountIds" && lists && lists[field].length > 0) permission[field] = lists[field];
  }
  return {
    path: ["distributions", String(listAt(value, ["distributions"]).length)],
    value: {
      region,
      [AMI]: {
        name: name ?? "image-{{ imagebuilder:buildDate }}",
        ...(description === null ? {} : { description }),
        ...(Object.keys(permission).length > 0 ? { launchPermission: permission } : {}),
      },
    },
  };
}

export interface Row {
  key: string;
  who: Who;
  name: string;
  /** Behind the name: the account's id, what is unusual about it. */
  note: string | null;
  warning: string | null;
}

export interface Group {
  title: string;
  rows: Row[];
}

const UNKNOWN = "Not among the targets";

/** Who there is: what the file names besides accounts, accounts that the cache does not know, then those by unit. */
export function groupsOf(columns: Column[], accounts: AccountView[], extras: Who[]): Group[] {
  const written = (field: ListField) => [
    ...new Set([...columns.flatMap((column) => column.lists[field]), ...extrasIn(field, extras)]),
  ];
  const known = new Set(accounts.map((one) => one.account));
  const groups: Group[] = [
    {
      title: "Everyone",
      rows: written("userGroups").map((id) =>
        row(
          { kind: "everyone", id: "all" },
          id === "all" ? "All AWS accounts" : id,
          null,
          "the image is public",
        ),
      ),
    },
    {
      title: "Organisations",
      rows: written("organizationArns").map((id) => row({ kind: "organisation", id }, tail(id), id)),
    },
    {
      title: "Organisational units",
      rows: written("organizationalUnitArns").map((id) => row({ kind: "unit", id }, tail(id), id)),
    },
    {
      title: UNKNOWN,
      rows: [...new Set([...written("userIds"), ...written("targetAccountIds")])]
        .filter((id) => !known.has(id))
        .map((id) => row({ kind: "account", id }, id, null, "not in the targets cache")),
    },
  ];
  const units = new Map<string, Row[]>();
  for (const one of accounts) {
    const rows = units.get(one.ou_path) ?? [];
    const warning = one.status === "ACTIVE" ? null : one.status.toLowerCase();
    rows.push(row({ kind: "account", id: one.account }, one.name, one.account, warning));
    units.set(one.ou_path, rows);
  }
  for (const title of [...units.keys()].toSorted((a, b) => a.localeCompare(b))) {
    const rows = units.get(title) ?? [];
    groups.push({
      title: title === "" ? "Without a unit" : title,
      rows: rows.toSorted((a, b) => a.name.localeCompare(b.name)),
    });
  }
  return groups.filter((group) => group.rows.length > 0);
}

function extrasIn(field: ListField, extras: Who[]): string[] {
  return extras.filter((who) => fieldOf(who, "launch") === field).map((who) => who.id);
}

function row(who: Who, name: string, note: string | null, warning: string | null = null): Row {
  return { key: `${who.kind}/${who.id}`, who, name, note, warning };
}

/** `ou-ab12-cdef3456` of an ARN. */
function tail(arn: string): string {
  return arn.split("/").at(-1) ?? arn;
}

/** What somebody wrote as a row to add; `null` when it is neither an account nor the ARN of a unit or organisation. */
export function whoOf(text: string): Who | null {
  const written = text.trim();
  if (/^\d{12}$/.test(written)) return { kind: "account", id: written };
  if (/^\d{4}-\d{4}-\d{4}$/.test(written)) return { kind: "account", id: written.replaceAll("-", "") };
  if (/^arn:aws[^:]*:organizations::\d{12}:organization\/o-[a-z0-9]{10,32}$/.test(written))
    return { kind: "organisation", id: written };
  if (
    /^arn:aws[^:]*:organizations::\d{12}:ou\/o-[a-z0-9]{10,32}\/ou-[0-9a-z]{4,32}-[0-9a-z]{8,32}$/.test(
      written,
    )
  )
    return { kind: "unit", id: written };
  return null;
}
