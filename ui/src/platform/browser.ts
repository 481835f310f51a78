import { requireHttps, type Platform } from "./platform";

/** Asks for paths in a dialog of the page; the shell sets it, since a browser's own picker hides the path. */
export type AskForPaths = (title: string, what: "folder" | "files" | "save") => Promise<string[]>;

let ask: AskForPaths = () => Promise.resolve([]);

/** Tells the browser host how to ask for a path on the machine that serves the page. */
export function askForPathsWith(dialog: AskForPaths): void {
  ask = dialog;
}

/** What is larger is no text that somebody wrote. */
const MOST_BYTES = 1_000_000;

export const browser: Platform = {
  kind: "browser",
  async call(name, request) {
    const response = await fetch(`/api/call/${encodeURIComponent(name)}`, {
      method: "POST",
      headers: { "content-type": "application/json" },
      body: JSON.stringify(request),
      credentials: "same-origin",
    });
    const text = await response.text();
    let body: unknown;
    try {
      body = JSON.parse(text);
    } catch {
      throw new Error(`the server answered ${response.status} with something that is not JSON`);
    }
    if (!response.ok) throw body;
    return body;
  },
  onEvent(handle, resynced) {
    const source = new EventSource("/api/events");
    let lost = false;
    source.addEventListener("message", (message) => {
      try {
        handle(JSON.parse(String(message.data)));
      } catch {
        resynced();
      }
    });
    source.addEventListener("error", () => {
      lost = true;
    });
    source.addEventListener("open", () => {
      if (lost) resynced();
      lost = false;
    });
    return () => source.close();
  },
  pickFolder: async (title) => (await ask(title, "folder"))[0] ?? null,
  pickFiles: (title) => ask(title, "files"),
  pickSave: async (title) => (await ask(title, "save"))[0] ?? null,
  async openExternal(url) {
    window.open(requireHttps(url).href, "_blank", "noopener,noreferrer");
  },
  // A page is not told the paths of dropped files.
  onFileDrop: () => () => undefined,
  onTextDrop(handle) {
    const over = (event: DragEvent) => {
      if (!event.dataTransfer?.types.includes("Files")) return;
      // Without this the browser leaves the page for the file.
      event.preventDefault();
      handle("over", []);
    };
    const leave = (event: DragEvent) => {
      if (event.relatedTarget === null) handle("leave", []);
    };
    const drop = (event: DragEvent) => {
      const files = [...(event.dataTransfer?.files ?? [])].filter((file) => file.size <= MOST_BYTES);
      event.preventDefault();
      void Promise.all(files.map(async (file) => ({ name: file.name, text: await file.text() }))).then(
        (read) => handle("drop", read),
        () => handle("leave", []),
      );
    };
    window.addEventListener("dragover", over);
    window.addEventListener("dragleave", leave);
    window.addEventListener("drop", drop);
    return () => {
      window.removeEventListener("dragover", over);
      window.removeEventListener("dragleave", leave);
      window.removeEventListener("drop", drop);
    };
  },
};
