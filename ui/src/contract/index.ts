export { call, type CommandName, type Request, type Response } from "./call";
export { followEvents } from "./events";
export { asFailure, Failure, treatments } from "./failure";
export { askAhead, keep, keyOf, newClient, useAsk, useDo } from "./queries";
export type * from "./types";
