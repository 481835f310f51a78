import { Outlet, useNavigate } from "@tanstack/react-router";
import { useEffect } from "react";
import { RouterProvider as AriaRouter } from "react-aria-components";

import { useAsk } from "@/contract";
import { DragGhost } from "@/parts/DragGhost";
import { useRemembered } from "@/parts/remembered";
import { SplitPane } from "@/parts/SplitPane";
import { Toasts } from "@/parts/Toasts";
import { FailureView } from "@/pieces/FailureView";
import { LaunchDialog } from "@/pieces/launch/LaunchDialog";
import { ResourceDialogs } from "@/pieces/resource/ResourceDialogs";

import { ActivityBar } from "./ActivityBar";
import { CommandPalette } from "./CommandPalette";
import styles from "./frame.module.css";
import { Header } from "./Header";
import { Notices } from "./Notices";
import { PathDialog } from "./PathDialog";
import { ProblemsPanel } from "./ProblemsPanel";
import { Rail } from "./Rail";
import { Shortcuts } from "./Shortcuts";
import { useFollowLaunch } from "./useFollowLaunch";
import { useShellActions } from "./useShellActions";
import { useRecent, Welcome } from "./Welcome";

/** The window: header, rail, the room, the activity bar, and what floats above them. */
export function Frame() {
  const navigate = useNavigate();
  const workspace = useAsk("workspace.current", {});
  const [rail] = useRemembered("rail.shown", true);
  const [problems] = useRemembered("problems.shown", false);
  useShellActions();
  useFollowLaunch();

  const view = workspace.data;
  const path = view?.path;
  const [, remember] = useRecent();
  useEffect(() => {
    if (path !== undefined) remember(path);
    // Remembering changes what is remembered; only another path is news.
    // oxlint-disable-next-line react/exhaustive-deps
  }, [path]);
  useEffect(() => {
    if (view === undefined) return;
    // Behind the frame that shows it, for `make bench`.
    requestAnimationFrame(() => requestAnimationFrame(() => performance.mark("ingot-usable")));
    // Once is enough: the first answer.
    // oxlint-disable-next-line react/exhaustive-deps
  }, [view === undefined]);
  return (
    <AriaRouter navigate={(to) => void navigate({ to })}>
      <div className={styles.frame}>
        <Header workspace={view ?? null} />
        <Notices />
        <div className={styles.middle}>
          {workspace.error ? (
            <FailureView failure={workspace.error} retry={() => void workspace.refetch()} />
          ) : view === undefined ? null : view === null ? (
            <Welcome />
          ) : (
            <SplitPane
              name="rail"
              label="Width of the rail"
              landmark={{ element: "nav", name: "Rooms" }}
              side="start"
              initial={236}
              min={160}
              max={380}
              pane={rail ? <Rail workspace={view} /> : null}
            >
              <SplitPane
                name="problems"
                label="Height of the problems"
                landmark={{ element: "section", name: "Problems" }}
                side="bottom"
                initial={190}
                min={90}
                max={520}
                pane={problems ? <ProblemsPanel /> : null}
              >
                <main className={styles.room}>
                  <Outlet />
                </main>
              </SplitPane>
            </SplitPane>
          )}
        </div>
        <ActivityBar />
      </div>
      <CommandPalette workspace={view ?? null} />
      <LaunchDialog />
      <ResourceDialogs />
      <PathDialog />
      <Shortcuts />
      <Toasts />
      <DragGhost />
    </AriaRouter>
  );
}
