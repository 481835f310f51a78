import { Link, useRouterState } from "@tanstack/react-router";
import type { ReactNode } from "react";

import { useAsk, type ImageNode, type WorkspaceView } from "@/contract";
import { IconButton } from "@/parts/Button";
import { useRemembered } from "@/parts/remembered";
import { ProblemMark, TierSquare } from "@/pieces/Mark";
import { toneOf } from "@/pieces/RunStatus";

import styles from "./rail.module.css";

/** How many images a tree holds. */
export function countImages(images: ImageNode[]): number {
  return images.reduce((sum, image) => sum + 1 + countImages(image.children), 0);
}

/** `1.8` of `1.8.0`; other versions whole. */
export function shortVersion(version: string): string {
  return /^(\d+\.\d+)\.\d+$/.exec(version)?.[1] ?? version;
}

export function Rail({ workspace }: { workspace: WorkspaceView }) {
  const runs = useAsk("run.list", {}).data?.runs;
  const reports = useAsk("scan.list", {}).data?.reports;
  const accounts = useAsk("target.list", {}).data?.accounts;
  const shares = useAsk("share.list", {}).data?.shares;
  const going = runs?.filter((run) => toneOf(run.status) === "going").length ?? 0;
  return (
    <div className={styles.rail}>
      <Room to="/images" count={countImages(workspace.images)} exact>
        Images
      </Room>
      <ul>
        {workspace.images.map((image) => (
          <Branch key={image.recipe} image={image} depth={0} />
        ))}
      </ul>
      <h2 className={styles.heading}>Workbench</h2>
      <Room to="/components" count={workspace.components}>
        Components
      </Room>
      <Room to="/pipelines" count={workspace.pipelines}>
        Pipelines
      </Room>
      <Room to="/runs" count={going > 0 ? `${going} running` : runs?.length}>
        Runs
      </Room>
      <Room to="/scans" count={reports?.length}>
        Scans
      </Room>
      <h2 className={styles.heading}>Organisation</h2>
      <Room to="/targets" count={accounts?.length}>
        Targets
      </Room>
      <Room to="/sharing" count={shares?.length}>
        Sharing
      </Room>
      <Room to="/settings">Settings</Room>
    </div>
  );
}

type RoomPath =
  | "/images"
  | "/components"
  | "/pipelines"
  | "/runs"
  | "/scans"
  | "/targets"
  | "/sharing"
  | "/settings";

function Room(props: {
  to: RoomPath;
  count?: number | string | undefined;
  exact?: boolean;
  children: ReactNode;
}) {
  const path = useRouterState({ select: (state) => state.location.pathname });
  const here = props.exact ? path === props.to : path === props.to || path.startsWith(`${props.to}/`);
  return (
    <Link to={props.to} className={styles.room} data-here={here} aria-current={here ? "page" : undefined}>
      <span className="clip">{props.children}</span>
      {props.count !== undefined && props.count !== 0 && <span className={styles.count}>{props.count}</span>}
    </Link>
  );
}

function Branch({ image, depth }: { image: ImageNode; depth: number }) {
  const path = useRouterState({ select: (state) => state.location.pathname });
  const [folded, setFolded] = useRemembered(`rail.folded.${image.recipe}`, false);
  const here = path === `/images/${encodeURIComponent(image.recipe)}`;
  // From the third on the steps are small, so that the names of a deep lineage stay readable in a narrow rail.
  const indent = 24 + Math.min(depth, 2) * 18 + Math.min(Math.max(0, depth - 2), 7) * 5;
  return (
    <li>
      <div className={styles.branch}>
        {image.children.length > 0 && (
          <span className={styles.fold} style={{ insetInlineStart: indent - 22 }} data-folded={folded}>
            <IconButton
              small
              icon="chevron"
              label={folded ? `Unfold ${image.recipe}` : `Fold ${image.recipe}`}
              onPress={() => setFolded(!folded)}
            />
          </span>
        )}
        <Link
          to="/images/$recipe"
          params={{ recipe: image.recipe }}
          className={styles.room}
          style={{ paddingInlineStart: indent }}
          data-here={here}
          aria-current={here ? "page" : undefined}
          title={image.recipe}
        >
          <TierSquare tier={image.tier} />
          <span className="clip">{image.recipe}</span>
          {image.unsaved && (
            <span className={styles.unsaved} role="img" aria-label="unsaved edits" title="unsaved edits" />
          )}
          <ProblemMark problems={image.problems} quiet />
          <span className={styles.count}>{shortVersion(image.version)}</span>
        </Link>
      </div>
      {!folded && image.children.length > 0 && (
        <ul>
          {image.children.map((child) => (
            <Branch key={child.recipe} image={child} depth={depth + 1} />
          ))}
        </ul>
      )}
    </li>
  );
}
