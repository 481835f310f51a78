import { Link } from "@tanstack/react-router";
import { Button as AriaButton } from "react-aria-components";

import { useDo, type Connection, type SessionView, type WorkspaceView } from "@/contract";
import { Menu, type MenuGroup } from "@/parts/Menu";
import { useStore } from "@/parts/store";
import { localTime } from "@/parts/time";
import { Icon } from "@/parts/icons";
import { keysOf, perform } from "@/pieces/actions";
import { crumb } from "@/pieces/Page";
import { useReach } from "@/pieces/session";

import styles from "./header.module.css";
import { Mark } from "./Mark";

const CONNECTION: Record<Connection, string> = {
  online: "online",
  unreachable: "not reachable",
  offline: "working offline",
  unknown: "not called yet",
};

export function Header({ workspace }: { workspace: WorkspaceView | null }) {
  const here = useStore(crumb);
  const { session } = useReach();
  return (
    <header className={styles.header}>
      <Link to="/images" className={styles.home} aria-label="Ingot: images">
        <Mark />
        <span>Ingot</span>
      </Link>
      <div className={styles.where}>
        {workspace && (
          <span className="clip" title={workspace.path}>
            {workspace.name}
            {workspace.git && <> · {workspace.git.branch}</>}
          </span>
        )}
        {workspace && here && (
          <>
            <span aria-hidden="true">/</span>
            <span className={`clip ${styles.here}`} title={here}>
              {here}
            </span>
          </>
        )}
      </div>
      <AriaButton className={styles.search ?? ""} onPress={() => perform("palette.open")}>
        <Icon name="search" size={14} />
        <span>Go to, or do…</span>
        <kbd>{keysOf("palette.open")}</kbd>
      </AriaButton>
      {session && <Identity session={session} />}
    </header>
  );
}

function Identity({ session }: { session: SessionView }) {
  const profile = useDo("session.use_profile");
  const offline = session.connection === "offline";
  const name = session.kind === "sandbox" ? "Sandbox" : (session.account_name ?? session.profile);
  const groups: MenuGroup[] = [
    {
      id: "Profile",
      title: session.principal ? `Signed in as ${session.principal}` : "Profile",
      entries: session.profiles.map((other) => ({
        id: `profile:${other.name}`,
        label: other.name,
        note: other.kind === "sandbox" ? "on this machine" : (other.region ?? undefined),
        checked: other.name === session.profile,
        act: () => profile.mutate({ profile: other.name, region: null }),
      })),
    },
    {
      id: "Connection",
      title: `Connection: ${CONNECTION[session.connection]}`,
      entries: [
        offline
          ? { id: "online", label: "Go online", act: () => void perform("aws.online") }
          : { id: "offline", label: "Work offline", act: () => void perform("aws.offline") },
        {
          id: "sync",
          label: "Sync now",
          disabled: offline,
          note: session.last_sync ? `as of ${localTime(session.last_sync)}` : "never synced",
          act: () => void perform("aws.sync"),
        },
      ],
    },
    { id: "More", entries: [{ id: "settings", label: "Settings", act: () => void perform("go.settings") }] },
  ];
  return (
    <Menu label="Identity and connection" groups={groups}>
      <AriaButton className={styles.identity ?? ""}>
        <span className={styles.light} data-connection={session.connection} />
        <span className={`clip ${styles.name}`}>{name}</span>
        <span className="dim">{session.region}</span>
        <span className="unseen">{CONNECTION[session.connection]}</span>
        {session.connection === "offline" && (
          <span className={styles.offline} aria-hidden="true">
            offline
          </span>
        )}
        {session.connection === "unreachable" && (
          <span className={styles.offline} aria-hidden="true">
            not reachable
          </span>
        )}
      </AriaButton>
    </Menu>
  );
}
