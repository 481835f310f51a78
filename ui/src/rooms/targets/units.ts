import type { AccountView } from "@/contract";

export interface Unit {
  /** `Workloads / Production` */
  path: string;
  /** In it and in the units below it. */
  accounts: number;
}

const SEPARATOR = " / ";

/** A unit's path as it is shown and compared, however wide its slashes stand. */
export function pathOf(ouPath: string): string {
  return namesOf(ouPath).join(SEPARATOR);
}

function namesOf(ouPath: string): string[] {
  return ouPath.split(/\s*\/\s*/).filter((name) => name !== "");
}

/** Whether an account with `ouPath` lies in `unit` or below it. */
export function inUnit(ouPath: string, unit: string): boolean {
  const path = pathOf(ouPath);
  return path === unit || path.startsWith(unit + SEPARATOR);
}

/** Every unit that holds an account, with those above it, in the order of their names. */
export function unitsOf(accounts: AccountView[]): Unit[] {
  const counts = new Map<string, number>();
  for (const { ou_path } of accounts) {
    const names = namesOf(ou_path);
    names.forEach((_, index) => {
      const path = names.slice(0, index + 1).join(SEPARATOR);
      counts.set(path, (counts.get(path) ?? 0) + 1);
    });
  }
  return [...counts]
    .map(([path, count]) => ({ path, accounts: count }))
    .sort((a, b) => a.path.localeCompare(b.path));
}
