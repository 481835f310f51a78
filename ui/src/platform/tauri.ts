import { invoke } from "@tauri-apps/api/core";
import { listen } from "@tauri-apps/api/event";
import { getCurrentWebview } from "@tauri-apps/api/webview";
import { open, save } from "@tauri-apps/plugin-dialog";
import { openUrl } from "@tauri-apps/plugin-opener";

import { requireHttps, type Platform } from "./platform";

/** Turns Tauri's promise of an unlisten function into one that can be called at once. */
function stopper(started: Promise<() => void>): () => void {
  return () => {
    started.then((stop) => stop()).catch(() => undefined);
  };
}

export const tauri: Platform = {
  kind: "window",
  call: (name, request) => invoke("call", { name, request }),
  onEvent: (handle) => stopper(listen("ingot", (event) => handle(event.payload))),
  pickFolder: (title) => open({ directory: true, multiple: false, title }),
  async pickFiles(title, kind) {
    const picked = await open({ multiple: true, title, filters: [kind] });
    return picked ?? [];
  },
  pickSave: (title, name, kind) => save({ title, defaultPath: name, filters: [kind] }),
  async openExternal(url) {
    await openUrl(requireHttps(url).href);
  },
  onFileDrop: (handle) =>
    stopper(
      getCurrentWebview().onDragDropEvent(({ payload }) => {
        if (payload.type === "drop") handle("drop", payload.paths);
        else if (payload.type === "leave") handle("leave", []);
        else handle("over", []);
      }),
    ),
  onTextDrop: () => () => undefined,
};
