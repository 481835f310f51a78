// What the product needs of the place it runs in. Everything else in `src` knows a host only through this.

/** A file or folder picked by the user, as an absolute path on the machine that runs the workbench. */
export type LocalPath = string;

export interface FileKind {
  /** Shown in the system's dialog. */
  name: string;
  /** Without the dot. */
  extensions: string[];
}

export interface Platform {
  kind: "window" | "browser";
  /** Resolves with the response's JSON; rejects with the contract's `Error` object or with anything thrown on the way. */
  call(name: string, request: unknown): Promise<unknown>;
  /**
   * Calls `handle` with each event's JSON. `resynced` is called when events may have been missed, for example
   * after the connection was lost. Returns the way to stop.
   */
  onEvent(handle: (event: unknown) => void, resynced: () => void): () => void;
  /** `null` when the user changed their mind. */
  pickFolder(title: string): Promise<LocalPath | null>;
  pickFiles(title: string, kind: FileKind): Promise<LocalPath[]>;
  /** Where to write a new file, `name` being proposed; `null` when the user changed their mind. */
  pickSave(title: string, name: string, kind: FileKind): Promise<LocalPath | null>;
  /** Opens an `https:` address in the system's browser. Refuses anything else. */
  openExternal(url: string): Promise<void>;
  /** Files dragged onto the window from outside. `phase` is `over` while they hover. */
  onFileDrop(handle: (phase: "over" | "leave" | "drop", paths: LocalPath[]) => void): () => void;
  /**
   * Text files dragged onto the page, where the host hands over what is in them instead of a path. A host that tells
   * paths does not call it.
   */
  onTextDrop(handle: (phase: "over" | "leave" | "drop", files: DroppedText[]) => void): () => void;
}

export interface DroppedText {
  /** The file's own name. */
  name: string;
  text: string;
}

/** Throws unless `url` is a plain `https:` address. */
export function requireHttps(url: string): URL {
  const parsed = new URL(url);
  if (parsed.protocol !== "https:") throw new Error(`not an https address: ${url.slice(0, 200)}`);
  return parsed;
}
