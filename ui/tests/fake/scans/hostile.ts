import type { Handlers } from "../platform";

// What a stranger may write into any field of a report: bidirectional overrides, script, escape codes, no end.
const NASTY = "\u202Egnp.exe\u202C <script>alert(1)</script> \u001b[31m =cmd|'/C calc'!A0 ";
const LONG = "x".repeat(600);

/** Fields that are not a stranger's words, or that the page works with. */
const OURS =
  /^(id|report|query|severity|coverage|layer|state|status|as_of|imported_at|first_seen|last_seen|decided|expires|at|change|key|text|text_|decision|justification|job|published|kev_(?:as_of|added|due)|epss_as_of|exploited_at)$/;

function spoil(value: unknown, key: string): unknown {
  if (typeof value === "string") return OURS.test(key) ? value : `${value}${NASTY}${LONG}`;
  if (Array.isArray(value)) return value.map((one) => spoil(one, key));
  if (typeof value !== "object" || value === null) return value;
  return Object.fromEntries(Object.entries(value).map(([name, one]) => [name, spoil(one, name)]));
}

/** The same handlers, with every foreign word hostile. */
export function hostile(handlers: Partial<Handlers>): Partial<Handlers> {
  return Object.fromEntries(
    Object.entries(handlers).map(([name, handler]) => [
      name,
      (request: never) => spoil((handler as (request: never) => unknown)(request), name),
    ]),
  ) as Partial<Handlers>;
}
