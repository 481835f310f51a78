import { Link } from "@tanstack/react-router";
import { useState } from "react";
import { Button as AriaButton } from "react-aria-components";

import { useAsk, type ImageNode, type ReportSummary, type RunSummary, type StaleOverlay } from "@/contract";
import { Button } from "@/parts/Button";
import { ContextMenu } from "@/parts/ContextMenu";
import { Icon } from "@/parts/icons";
import { Empty } from "@/parts/states";
import { AsOf, Time } from "@/parts/Time";
import { perform } from "@/pieces/actions";
import { Answer } from "@/pieces/Answer";
import { fits, ListFilter } from "@/pieces/ListFilter";
import { ProblemMark, TierSquare } from "@/pieces/Mark";
import { Page, useCrumb } from "@/pieces/Page";
import { RunStatus } from "@/pieces/RunStatus";
import { ScanWords } from "@/pieces/ScanWords";

import { ContainerSection } from "./containers/ContainerSection";
import { imageMenu } from "./manage/imageMenu";
import { newImage } from "./manage/open";
import { StaleList } from "./compare";
import styles from "./overview.module.css";

interface Line {
  image: ImageNode;
  depth: number;
}

/** From this many images on they can be filtered. */
const MANY = 20;

/** From the third on the steps are small, so that the names of a deep lineage stay readable. */
const indentOf = (depth: number): number => Math.min(depth, 2) * 20 + Math.min(Math.max(0, depth - 2), 7) * 6;

function flatten(images: ImageNode[], depth = 0): Line[] {
  return images.flatMap((image) => [{ image, depth }, ...flatten(image.children, depth + 1)]);
}

/** Every image with its state: lineage, problems, latest run, latest scan. */
export function Overview() {
  useCrumb("Images");
  const workspace = useAsk("workspace.current", {});
  const runs = useAsk("run.list", {});
  const reports = useAsk("scan.list", {});
  const stale = useAsk("stale.list", {}).data?.overlays ?? [];
  const [filter, setFilter] = useState("");
  const [menu, setMenu] = useState<MenuAt | null>(null);
  return (
    <Page
      title="Images"
      aside={runs.data && <AsOf at={runs.data.as_of} />}
      actions={<Button onPress={() => newImage.set({ parent: null })}>New image…</Button>}
      facts={workspace.data?.description && <span className="foreign">{workspace.data.description}</span>}
    >
      <Answer query={workspace}>
        {(view) => {
          const all = flatten(view?.images ?? []);
          const lines = all.filter(({ image }) => fits(filter, image.recipe, image.owner, image.os));
          if (all.length === 0) {
            return (
              <Empty
                title="No image yet"
                action={
                  <Button onPress={() => perform("workspace.sample")}>Create the sample workspace</Button>
                }
              >
                A file with “kind: ImageRecipe” appears here: golden images at the root, the images that stand
                on them below.
              </Empty>
            );
          }
          return (
            <>
              {all.length > MANY && (
                <ListFilter label="Filter the images" value={filter} onChange={setFilter} />
              )}
              <div className={styles.table} role="table" aria-label="Images">
                <div role="row" className={styles.head}>
                  {["Image", "Version", "System", "Owner", "Problems", "Latest run", "Latest scan", ""].map(
                    (title) => (
                      <span role="columnheader" key={title}>
                        {title || <span className="unseen">Actions</span>}
                      </span>
                    ),
                  )}
                </div>
                {lines.map((line) => (
                  <ImageLine
                    key={line.image.recipe}
                    line={line}
                    onMenu={setMenu}
                    stale={stale.find((one) => one.in_workspace && one.recipe === line.image.recipe)}
                    run={runs.data?.runs.find((run) => run.recipe === line.image.recipe)}
                    report={latestReport(
                      line.image.recipe,
                      reports.data?.reports ?? [],
                      runs.data?.runs ?? [],
                    )}
                  />
                ))}
              </div>
              {lines.length === 0 && <Empty inline title="No image answers to that" />}
            </>
          );
        }}
      </Answer>
      <StaleList />
      <ContainerSection />
      <ContextMenu
        label={`Actions of ${menu?.recipe ?? "the image"}`}
        at={menu}
        groups={menu ? imageMenu(menu.recipe, false) : []}
        onClose={() => setMenu(null)}
      />
    </Page>
  );
}

/** The newest report of a recipe's builds; reports come newest first. */
function latestReport(
  recipe: string,
  reports: ReportSummary[],
  runs: RunSummary[],
): ReportSummary | undefined {
  return reports.find(
    (report) =>
      report.image_name === recipe ||
      runs.some((run) => run.recipe === recipe && (run.report === report.report || run.run === report.run)),
  );
}

interface MenuAt {
  recipe: string;
  x: number;
  y: number;
}

interface ImageLineProps {
  line: Line;
  stale: StaleOverlay | undefined;
  run: RunSummary | undefined;
  report: ReportSummary | undefined;
  onMenu: (menu: MenuAt) => void;
}

function ImageLine({ line, stale, run, report, onMenu }: ImageLineProps) {
  const { image, depth } = line;
  return (
    <div
      role="row"
      className={styles.line}
      onContextMenu={(event) => {
        event.preventDefault();
        onMenu({ recipe: image.recipe, x: event.clientX, y: event.clientY });
      }}
    >
      <span role="cell" className={styles.name} style={{ paddingInlineStart: indentOf(depth) }}>
        <TierSquare tier={image.tier} />
        <Link
          to="/images/$recipe"
          params={{ recipe: image.recipe }}
          className={`clip ${styles.link}`}
          title={image.recipe}
        >
          {image.recipe}
        </Link>
        {image.unsaved && <span className="dim small">not saved</span>}
        {stale && (
          <Link
            to="/images/$recipe"
            params={{ recipe: image.recipe }}
            search={{ tab: "compare", update: 1 }}
            className={styles.stale}
            title={stale.why}
          >
            {stale.newest} is out
          </Link>
        )}
      </span>
      <span role="cell" className="mono">
        {image.version}
      </span>
      <span role="cell" className="clip">
        {image.os ?? image.platform ?? <span className="dim">not known</span>}
      </span>
      <span role="cell" className="clip dim">
        {image.owner}
      </span>
      <span role="cell">
        <ProblemMark problems={image.problems} />
      </span>
      <span role="cell" className={styles.pair}>
        {run ? (
          <Link to="/runs/$run" params={{ run: run.run }} className={styles.pair}>
            <RunStatus status={run.status} />
            {run.started && (
              <span className="dim small">
                <Time at={run.started} />
              </span>
            )}
          </Link>
        ) : (
          <span className="dim small">never run</span>
        )}
      </span>
      <span role="cell" className="clip">
        {report ? (
          <Link to="/scans/$report" params={{ report: report.report }}>
            <ScanWords report={report} />
          </Link>
        ) : (
          <span className="dim small">no report</span>
        )}
      </span>
      <span role="cell">
        <AriaButton
          className={styles.more ?? ""}
          aria-label={`Actions of ${image.recipe}`}
          aria-haspopup="menu"
          onPress={(event) => {
            const box = event.target.getBoundingClientRect();
            onMenu({ recipe: image.recipe, x: box.left, y: box.bottom });
          }}
        >
          <Icon name="more" size={14} />
        </AriaButton>
      </span>
    </div>
  );
}
