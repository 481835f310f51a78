import { platform } from "@/platform";

import { asFailure } from "./failure";
import type { Commands } from "./generated/commands";

export type CommandName = keyof Commands;
export type Request<K extends CommandName> = Commands[K]["request"];
export type Response<K extends CommandName> = Commands[K]["response"];

/** Calls a command of the workbench; rejects with a {@link Failure} and nothing else. */
export async function call<K extends CommandName>(name: K, request: Request<K>): Promise<Response<K>> {
  try {
    return (await platform().call(name, request)) as Response<K>;
  } catch (thrown) {
    throw asFailure(thrown);
  }
}
