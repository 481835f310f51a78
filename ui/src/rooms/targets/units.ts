import type { AccountView } from "@/contract";

export interface Unit {
  /** `Workloads / Production` */
  path: string;
  /** In it and in the units below it. */
  accounts: number;
}

const SEPARATOR = " / ";

/** Whether an account with `ouPath` lies in `unit` or below it. */
export function inUnit(ouPath: string, unit: string): boolean {
  return ouPath === unit || ouPath.startsWith(unit + SEPARATOR);
}

/** Every unit that holds an account, with those above it, in the order of their names. */
export function unitsOf(accounts: AccountView[]): Unit[] {
  const counts = new Map<string, number>();
  for (const { ou_path } of accounts) {
    if (ou_path === "") continue;
    const names = ou_path.split(SEPARATOR);
    names.forEach((_, index) => {
      const path = names.slice(0, index + 1).join(SEPARATOR);
      counts.set(path, (counts.get(path) ?? 0) + 1);
    });
  }
  return [...counts]
    .map(([path, count]) => ({ path, accounts: count }))
    .sort((a, b) => a.path.localeCompare(b.path));
}
