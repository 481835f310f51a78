import type { PipelineView } from "@/contract";
import type { Column } from "@/parts/DataGrid";
import { Missing } from "@/parts/Missing";
import { Time } from "@/parts/Time";
import { RunStatus } from "@/pieces/RunStatus";

import { scheduleWords } from "./schedule";

/** The columns that fit into `width` pixels. */
export function pipelineColumns(width: number): Column<PipelineView>[] {
  const all: (Column<PipelineView> & { from: number })[] = [
    {
      key: "name",
      title: "Pipeline",
      from: 0,
      width: "minmax(130px, 1.2fr)",
      cell: (one) => (
        <>
          <span className="clip" title={one.name} style={{ fontWeight: 500 }}>
            {one.name}
          </span>
          {!one.enabled && <span className="dim small">off</span>}
        </>
      ),
    },
    {
      key: "recipe",
      title: "Image",
      from: 820,
      width: "minmax(110px, 1fr)",
      cell: (one) => (
        <span className="clip" title={one.recipe ?? undefined}>
          {one.recipe ?? <Missing why="no recipe of this workspace" />}
        </span>
      ),
    },
    {
      key: "schedule",
      title: "Schedule",
      from: 480,
      width: "minmax(150px, 1.6fr)",
      cell: (one) => {
        if (!one.schedule) return <span className="dim">only by hand</span>;
        const words = scheduleWords(one.schedule);
        return (
          <span className={words ? "clip" : "clip mono"} title={one.schedule}>
            {words ?? one.schedule}
          </span>
        );
      },
    },
    {
      key: "regions",
      title: "Regions",
      from: 700,
      width: "minmax(100px, 1fr)",
      cell: (one) => (
        <span className="clip mono" title={one.regions.join(", ")}>
          {one.regions.length > 2 ? `${one.regions.length} regions` : one.regions.join(", ")}
        </span>
      ),
    },
    {
      key: "run",
      title: "Last run",
      from: 0,
      width: "118px",
      cell: (one) =>
        one.last_run ? (
          <RunStatus status={one.last_run.status} />
        ) : (
          <span className="dim">{one.published === false ? "not in AWS" : "none known"}</span>
        ),
    },
    {
      key: "when",
      title: "Started",
      from: 600,
      width: "104px",
      cell: (one) => one.last_run?.started && <Time at={one.last_run.started} />,
    },
  ];
  return all.filter((column) => width >= column.from);
}
