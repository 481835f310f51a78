import type { RunSummary } from "@/contract";
import type { Column } from "@/parts/DataGrid";
import { Missing } from "@/parts/Missing";
import { Time } from "@/parts/Time";
import { duration } from "@/parts/time";
import { RunStatus, toneOf } from "@/pieces/RunStatus";

/** The columns that fit into `width` pixels; what matters most is kept longest. */
export function runColumns(width: number): Column<RunSummary>[] {
  const brief = width < 400;
  const columns: (Column<RunSummary> & { from: number })[] = [
    {
      key: "recipe",
      title: "Image",
      from: 0,
      width: "minmax(90px, 1.4fr)",
      cell: (run) => (
        <span className="clip" title={run.recipe} style={{ fontWeight: 500 }}>
          {run.recipe}
        </span>
      ),
    },
    {
      key: "version",
      title: "Version",
      from: 0,
      width: brief ? "62px" : "minmax(62px, 100px)",
      cell: (run) => <span className="mono clip">{run.version}</span>,
    },
    {
      key: "status",
      title: "Status",
      quiet: brief,
      from: 0,
      width: brief ? "14px" : "118px",
      cell: (run) => <RunStatus status={run.status} brief={brief} />,
    },
    {
      key: "reason",
      title: "Reason",
      from: 860,
      width: "minmax(120px, 1.6fr)",
      cell: (run) =>
        run.reason && (
          <span className="clip dim" title={run.reason}>
            {run.reason}
          </span>
        ),
    },
    {
      key: "started",
      title: "Started",
      from: 540,
      width: "112px",
      cell: (run) => (run.started ? <Time at={run.started} /> : <Missing why="not known" />),
    },
    {
      key: "region",
      title: "Region",
      from: 720,
      width: "110px",
      cell: (run) => <span className="mono clip dim">{run.region}</span>,
    },
    {
      key: "took",
      title: "Took",
      from: 640,
      align: "end",
      width: "96px",
      cell: (run) => {
        const took = duration(run.started, run.ended ?? run.as_of);
        if (!took) return <Missing why="not known" />;
        return toneOf(run.status) === "going" ? (
          <span className="dim" title="so far">
            {took}
          </span>
        ) : (
          took
        );
      },
    },
  ];
  return columns.filter((column) => width >= column.from);
}
