import { notifyManager, QueryClientProvider } from "@tanstack/react-query";
import { RouterProvider } from "@tanstack/react-router";
import { StrictMode } from "react";
import { createRoot } from "react-dom/client";

import { askAhead, followEvents, newClient } from "@/contract";
import { applyTheme } from "@/pieces/theme";

import { newRouter } from "./routes";

/** Draws the program into `root`. The platform must be set before. */
export function start(root: HTMLElement): void {
  applyTheme();
  // Answers and moves are drawn in the task that brought them; a task of its own would cost them a frame.
  notifyManager.setScheduler(queueMicrotask);
  const client = newClient();
  const router = newRouter();
  followEvents(client);
  // The first picture's answers and its room are on their way while React draws for the first time.
  askAhead(client, "session.get", "workspace.current", "run.list", "scan.list", "target.list", "share.list");
  void import("@/rooms/images");
  createRoot(root).render(
    <StrictMode>
      <QueryClientProvider client={client}>
        <RouterProvider router={router} />
      </QueryClientProvider>
    </StrictMode>,
  );
}
