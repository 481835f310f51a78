import type { CommandName, Request, Response } from "@/contract";
import type { WorkbenchEvent } from "@/contract";
import type { Platform } from "@/platform";
import { browser } from "@/platform/browser";

export type Handlers = { [K in CommandName]: (request: Request<K>) => Response<K> };

export interface FakePlatform extends Platform {
  /** Tells the page something, as the workbench would. */
  emit: (event: WorkbenchEvent) => void;
  /** Every call so far. */
  calls: { name: string; request: unknown }[];
}

/** A host whose workbench is a table of functions. A handler may throw a contract error. */
export function fakePlatform(handlers: Partial<Handlers>, delay = 0): FakePlatform {
  const listeners = new Set<(event: unknown) => void>();
  const calls: FakePlatform["calls"] = [];
  return {
    kind: "browser",
    calls,
    emit: (event) => listeners.forEach((listener) => listener(event)),
    async call(name, request) {
      calls.push({ name, request });
      if (delay > 0) await new Promise((resolve) => setTimeout(resolve, delay));
      const handler = handlers[name as CommandName] as ((request: unknown) => unknown) | undefined;
      if (!handler) {
        throw { code: "not_found", message: `no command ${name}`, hints: [], detail: null, retryable: false };
      }
      // Through JSON, as over the wire, so that no object is shared with the page.
      return JSON.parse(JSON.stringify(handler(request))) as unknown;
    },
    onEvent(handle) {
      listeners.add(handle);
      return () => listeners.delete(handle);
    },
    pickFolder: () => Promise.resolve("/home/ada/acme-images"),
    pickFiles: () => Promise.resolve(["/home/ada/reports/findings.json"]),
    pickSave: (_, name) => Promise.resolve(`/home/ada/${name}`),
    openExternal: () => Promise.resolve(),
    onFileDrop: () => () => undefined,
    onTextDrop: browser.onTextDrop,
  };
}
