import type { ReactNode } from "react";

import { useDo } from "@/contract";
import { Button } from "@/parts/Button";
import { Segments, Select } from "@/parts/Field";
import { Skeleton } from "@/parts/states";
import { AsOf } from "@/parts/Time";
import { perform } from "@/pieces/actions";
import { CheatSheet } from "@/pieces/CheatSheet";
import { FailureNotice } from "@/pieces/FailureView";
import { Page, useCrumb } from "@/pieces/Page";
import { useReach } from "@/pieces/session";
import { useTheme, type Theme } from "@/pieces/theme";

import { FailNext } from "./FailNext";
import styles from "./settings.module.css";

/** How the program looks, who it is in AWS, and where it keeps things. */
export default function SettingsRoom() {
  useCrumb("Settings");
  const { session } = useReach();
  const [theme, setTheme] = useTheme();
  const profile = useDo("session.use_profile");
  return (
    <Page title="Settings">
      <div className={styles.settings}>
        {profile.error && <FailureNotice failure={profile.error} />}
        <Setting title="Theme" note="As the system, unless you say otherwise.">
          <Segments<Theme>
            label="Theme"
            value={theme}
            onChange={setTheme}
            choices={[
              { key: "system", label: "System" },
              { key: "light", label: "Light" },
              { key: "dark", label: "Dark" },
            ]}
          />
        </Setting>
        {session ? (
          <>
            <Setting
              title="Profile"
              note="Who Ingot is in AWS. The sandbox is an AWS on this machine, inside the program; nothing leaves it."
            >
              <div className={styles.line}>
                <div className={styles.profile}>
                  <Select
                    quiet
                    label="Profile"
                    value={session.profile}
                    disabled={profile.isPending}
                    onChange={(name) => profile.mutate({ profile: name, region: null })}
                    choices={session.profiles.map((one) => ({
                      key: one.name,
                      label: one.name,
                      note: one.kind === "sandbox" ? "on this machine" : (one.region ?? "no region"),
                    }))}
                  />
                </div>
                <span className="dim clip">
                  {[session.account_name ?? session.account, session.principal, session.region]
                    .filter(Boolean)
                    .join(" · ")}
                </span>
              </div>
            </Setting>
            <Setting title="Connection" note="What was read stays readable offline.">
              <div className={styles.line}>
                {session.connection === "offline" ? (
                  <Button onPress={() => perform("aws.online")}>Go online</Button>
                ) : (
                  <>
                    <Button onPress={() => perform("aws.offline")}>Work offline</Button>
                    <Button icon="sync" onPress={() => perform("aws.sync")}>
                      Sync now
                    </Button>
                  </>
                )}
                <AsOf at={session.last_sync} />
              </div>
            </Setting>
            {session.kind === "sandbox" && (
              <Setting
                title="Sandbox: fail the next run"
                note="To see what a failed run looks like before one happens to you."
              >
                <FailNext />
              </Setting>
            )}
            <Setting
              title="Data folder"
              note="The cache and unsaved edits. Deleting the cache loses nothing that a sync or an import cannot bring back."
            >
              <code className={styles.path}>{session.data_dir}</code>
            </Setting>
            <Setting title="Version">
              <span className="mono">{session.version}</span>
            </Setting>
          </>
        ) : (
          <Skeleton rows={6} />
        )}
        <section className={styles.keys}>
          <h2>Keyboard</h2>
          <CheatSheet />
        </section>
      </div>
    </Page>
  );
}

function Setting({ title, note, children }: { title: string; note?: string; children: ReactNode }) {
  return (
    <section className={styles.setting}>
      <div>
        <h2>{title}</h2>
        {note && <p className="dim small">{note}</p>}
      </div>
      <div>{children}</div>
    </section>
  );
}
