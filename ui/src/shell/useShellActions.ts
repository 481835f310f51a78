import { useNavigate } from "@tanstack/react-router";
import { useEffect } from "react";

import { useDo } from "@/contract";
import { useRemembered } from "@/parts/remembered";
import { toast } from "@/parts/toast";
import { perform, pressed, useAction, offered } from "@/pieces/actions";
import { useReach } from "@/pieces/session";
import { useTheme } from "@/pieces/theme";
import { platform } from "@/platform";

const FIELD = "input, textarea, select, [contenteditable='true']";
const COVER = "[role='dialog'], [role='alertdialog'], [role='menu']";

/** Offers the actions that hold everywhere, and turns key presses into actions. */
export function useShellActions(): void {
  const navigate = useNavigate();
  const { session } = useReach();
  const [, setProblems] = useRemembered("problems.shown", false);
  const [, setRail] = useRemembered("rail.shown", true);
  const [, setTheme] = useTheme();
  const open = useDo("workspace.open");
  const sample = useDo("workspace.sample");
  const sync = useDo("sync.start");
  const offline = useDo("session.set_offline");
  const isOffline = session?.connection === "offline";

  useAction("go.images", () => void navigate({ to: "/images" }));
  useAction("go.components", () => void navigate({ to: "/components" }));
  useAction("go.pipelines", () => void navigate({ to: "/pipelines" }));
  useAction("go.runs", () => void navigate({ to: "/runs" }));
  useAction("go.scans", () => void navigate({ to: "/scans" }));
  useAction("go.targets", () => void navigate({ to: "/targets" }));
  useAction("go.sharing", () => void navigate({ to: "/sharing" }));
  useAction("go.settings", () => void navigate({ to: "/settings" }));
  useAction("problems.toggle", () => setProblems((shown) => !shown));
  useAction("rail.toggle", () => setRail((shown) => !shown));
  useAction("theme.system", () => setTheme("system"));
  useAction("theme.light", () => setTheme("light"));
  useAction("theme.dark", () => setTheme("dark"));
  useAction("aws.sync", () => sync.mutate({}), !isOffline);
  useAction("aws.offline", () => offline.mutate({ offline: true }), !isOffline);
  useAction("aws.online", () => offline.mutate({ offline: false }), isOffline);
  useAction("workspace.sample", () =>
    sample.mutate({ into: null }, { onSuccess: () => void navigate({ to: "/images" }) }),
  );
  useAction("workspace.open", () => {
    void platform()
      .pickFolder("Open a workspace folder")
      .then((path) => {
        if (path === null) return;
        open.mutate({ path }, { onSuccess: () => void navigate({ to: "/images" }) });
      });
  });

  const failure = open.error ?? sample.error ?? sync.error ?? offline.error;
  useEffect(() => {
    if (!failure) return;
    toast(
      [failure.message, ...failure.hints].join(" — "),
      failure.code === "not_a_workspace"
        ? { label: "Open another folder", act: () => void perform("workspace.open") }
        : { label: "Settings", act: () => void perform("go.settings") },
      "bad",
    );
  }, [failure]);

  useEffect(() => {
    const onKey = (event: KeyboardEvent) => {
      if (event.defaultPrevented || event.isComposing) return;
      const target = event.target as HTMLElement | null;
      const inField = target?.closest(FIELD) !== null && target !== null;
      // A dialog or a menu covers what a letter would act on, also before it has the focus.
      const covered = document.querySelector(COVER) !== null;
      const id = pressed(event, inField || covered, (one) => offered.get().has(one));
      if (id && perform(id)) event.preventDefault();
    };
    window.addEventListener("keydown", onKey);
    return () => window.removeEventListener("keydown", onKey);
  }, []);
}
