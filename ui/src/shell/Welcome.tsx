import { useNavigate } from "@tanstack/react-router";
import { useEffect } from "react";
import { Button as AriaButton } from "react-aria-components";

import { useDo } from "@/contract";
import { Button } from "@/parts/Button";
import { useRemembered } from "@/parts/remembered";
import { FailureView } from "@/pieces/FailureView";
import { perform } from "@/pieces/actions";
import { platform } from "@/platform";

import styles from "./welcome.module.css";

/** Workspaces opened before on this machine, newest first. */
export function useRecent(): [string[], (path: string) => void, (path: string) => void] {
  const [recent, setRecent] = useRemembered<string[]>("recent", []);
  return [
    recent,
    (path) => setRecent((before) => [path, ...before.filter((other) => other !== path)].slice(0, 8)),
    (path) => setRecent((before) => before.filter((other) => other !== path)),
  ];
}

/** Before a workspace is open. */
export function Welcome() {
  const navigate = useNavigate();
  const open = useDo("workspace.open");
  const sample = useDo("workspace.sample");
  const [recent, , forget] = useRecent();
  const failure = open.error ?? sample.error;
  const busy = open.isPending || sample.isPending;
  const enter = { onSuccess: () => void navigate({ to: "/images" }) };

  const pick = () =>
    void platform()
      .pickFolder("Open a workspace folder")
      .then((path) => path !== null && open.mutate({ path }, enter));
  useEffect(() => {
    document.title = "Ingot";
  }, []);
  return (
    <main className={styles.welcome}>
      <div className={styles.middle}>
        <h1>See every layer of an image</h1>
        <p className="dim">
          A workspace is a plain folder, usually a Git repository, that holds your components, recipes and
          pipelines as YAML files. Nothing is sent anywhere: until you choose another profile, Ingot builds in
          its own sandbox on this machine.
        </p>
        <div className={styles.actions}>
          <Button
            look="primary"
            isDisabled={busy}
            onPress={() => {
              open.reset();
              sample.mutate({ into: null }, enter);
            }}
          >
            {sample.isPending ? "Creating the sample" : "Create the sample workspace"}
          </Button>
          <Button icon="folder" isDisabled={busy} onPress={pick}>
            Open a folder…
          </Button>
        </div>
        {failure && (
          <FailureView
            inline
            failure={failure}
            retry={failure.retryable ? () => void perform("workspace.open") : undefined}
          />
        )}
        {recent.length > 0 && (
          <section className={styles.recent}>
            <h2>Recent</h2>
            <ul>
              {recent.map((path) => (
                <li key={path}>
                  <AriaButton
                    isDisabled={busy}
                    onPress={() =>
                      open.mutate(
                        { path },
                        { ...enter, onError: (error) => error.code === "not_found" && forget(path) },
                      )
                    }
                  >
                    <span className={`clip ${styles.name}`}>
                      {path.split(/[\\/]/).filter(Boolean).at(-1) ?? path}
                    </span>
                    <span className="clip dim mono" title={path}>
                      {path}
                    </span>
                  </AriaButton>
                </li>
              ))}
            </ul>
          </section>
        )}
      </div>
    </main>
  );
}
