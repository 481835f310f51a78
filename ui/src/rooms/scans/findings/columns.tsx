import type { ReactNode } from "react";

import type { FindingRow, FindingSort } from "@/contract";
import type { Column } from "@/parts/DataGrid";
import { Icon } from "@/parts/icons";
import { Missing } from "@/parts/Missing";
import { Time } from "@/parts/Time";

import { STATE_WORDS } from "../decisions/words";
import { LayerWord } from "../report/Layer";
import { SeverityWord } from "../report/Severity";
import styles from "./findings.module.css";

export const SILENT = "not in this source";

interface FindingColumn extends Column<FindingRow> {
  key: FindingSort;
  /** Width of the table in pixels from which it is shown without being asked for; `null`: only then. */
  from: number | null;
}

const silent = <Missing why={SILENT} />;

const yesOrNo = (value: boolean | null): ReactNode =>
  value === null ? silent : value ? <span className={styles.bad}>yes</span> : <span className="dim">no</span>;

/** Every column there is. What a source does not say is a dash, never a "no". */
export const COLUMNS: FindingColumn[] = [
  {
    key: "severity",
    title: "Severity",
    from: 0,
    width: "94px",
    cell: (row) => <SeverityWord name={row.severity} />,
  },
  {
    key: "vulnerability",
    title: "Vulnerability",
    from: 0,
    width: "minmax(112px, 0.5fr)",
    cell: (row) => (
      <span className="mono clip" title={`${row.vulnerability}: ${row.title}`}>
        {row.vulnerability}
      </span>
    ),
  },
  {
    key: "package",
    title: "Package",
    from: 0,
    width: "minmax(90px, 1.2fr)",
    cell: (row) => text(row.package),
  },
  {
    key: "installed",
    title: "Installed",
    from: 640,
    width: "minmax(80px, 1fr)",
    cell: (row) => text(row.installed, true),
  },
  { key: "fixed", title: "Fixed in", from: 540, width: "minmax(80px, 1fr)", cell: fixOf },
  {
    key: "epss",
    title: "EPSS",
    align: "end",
    from: 780,
    width: "56px",
    cell: (row) => (row.epss === null ? silent : percent(row.epss)),
  },
  { key: "kev", title: "KEV", from: 860, width: "44px", cell: (row) => yesOrNo(row.kev) },
  { key: "exploited", title: "Exploited", from: 780, width: "62px", cell: (row) => yesOrNo(row.exploited) },
  {
    key: "score",
    title: "Score",
    align: "end",
    from: null,
    width: "48px",
    cell: (row) => (row.score === null ? silent : row.score.toFixed(1)),
  },
  {
    key: "layer",
    title: "Layer",
    from: 430,
    width: "78px",
    cell: (row) => <LayerWord layer={row.layer} />,
  },
  {
    key: "origin",
    title: "Brought in by",
    from: 1180,
    width: "minmax(110px, 0.8fr)",
    cell: (row) => (row.origin === null ? <Missing why="not known" /> : text(row.origin)),
  },
  {
    key: "first_seen",
    title: "First seen",
    from: 1000,
    width: "104px",
    cell: (row) => (row.first_seen ? <Time at={row.first_seen} /> : silent),
  },
  { key: "status", title: "Status", from: 600, width: "98px", cell: statusOf },
  {
    key: "image",
    title: "Image",
    from: null,
    width: "minmax(110px, 1fr)",
    cell: (row) => text(row.image),
  },
  {
    key: "path",
    title: "Path",
    from: null,
    width: "minmax(110px, 1fr)",
    cell: (row) => text(row.path ?? "", true),
  },
  {
    key: "package_manager",
    title: "Package manager",
    from: null,
    width: "72px",
    cell: (row) => text(row.package_manager ?? ""),
  },
  { key: "scanner", title: "Scanner", from: null, width: "76px", cell: (row) => text(row.scanner) },
];

/** The chosen columns in their order; without any, those that fit into `width` pixels. */
export function shownColumns(width: number, chosen: string[], everyReport: boolean): FindingColumn[] {
  const known = chosen
    .map((key) => COLUMNS.find((column) => column.key === key))
    .filter((column) => column !== undefined);
  if (known.length > 0) return known;
  return COLUMNS.filter(
    ({ key, from }) =>
      (from !== null && width >= from) ||
      // Where the findings of several images stand together, whose they are comes before how old.
      (everyReport && key === "image" && width >= 900),
  ).filter(({ key }) => !(everyReport && key === "first_seen" && width < 1200));
}

/** The columns as the grid takes them, behind the boxes that mark rows. */
export function gridColumns(
  columns: FindingColumn[],
  isMarked: (key: string) => boolean,
): Column<FindingRow>[] {
  return [
    {
      key: "mark",
      title: "Marked",
      quiet: true,
      width: "18px",
      cell: (row) => (
        <span data-mark className={styles.box} data-on={isMarked(row.id)}>
          <Icon name="check" size={12} />
        </span>
      ),
    },
    ...columns.map((column) => ({ ...column, sort: column.key })),
  ];
}

/** 0 to 1 as a share; what is above nothing never reads as nothing. */
export function percent(share: number): string {
  if (share > 0 && share < 0.001) return "< 0.1 %";
  return `${(share * 100).toFixed(1)} %`;
}

function fixOf(row: FindingRow) {
  if (row.fixed) return text(row.fixed, true);
  if (row.fix_available === null) return silent;
  return <span className="dim">{row.fix_available ? "available" : "no fix"}</span>;
}

/** What was decided comes before the scanner's word; what has expired counts no longer, and says so. */
function statusOf(row: FindingRow) {
  if (row.decision) {
    const word = STATE_WORDS[row.decision.state].toLowerCase();
    return (
      <span className={`clip ${row.decision.expired ? styles.expired : ""}`} title={`decided: ${word}`}>
        {row.decision.expired ? "expired" : word}
      </span>
    );
  }
  return row.status ? <span className="dim clip">{row.status.toLowerCase()}</span> : silent;
}

function text(value: string, mono = false) {
  if (value === "") return silent;
  return (
    <span className={mono ? "clip mono" : "clip"} title={value}>
      {value}
    </span>
  );
}
