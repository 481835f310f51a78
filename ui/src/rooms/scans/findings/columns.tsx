import type { ReactNode } from "react";

import type { FindingRow, FindingSort } from "@/contract";
import type { Column } from "@/parts/DataGrid";
import { Icon } from "@/parts/icons";
import { Missing } from "@/parts/Missing";
import { Time } from "@/parts/Time";

import { STATE_WORDS } from "../decisions/words";
import { fitting, GAP } from "../fitting";
import { LayerWord } from "../report/Layer";
import { SeverityWord } from "../report/Severity";
import styles from "./findings.module.css";

export const SILENT = "not in this source";

interface FindingColumn extends Column<FindingRow> {
  key: FindingSort;
}

const silent = <Missing why={SILENT} />;

const yesOrNo = (value: boolean | null): ReactNode =>
  value === null ? silent : value ? <span className={styles.bad}>yes</span> : <span className="dim">no</span>;

/** Every column there is. What a source does not say is a dash, never a "no". */
export const COLUMNS: FindingColumn[] = [
  {
    key: "severity",
    title: "Severity",
    width: "94px",
    cell: (row) => <SeverityWord name={row.severity} />,
  },
  {
    key: "vulnerability",
    title: "Vulnerability",
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
    width: "minmax(90px, 1.2fr)",
    cell: (row) => text(row.package),
  },
  {
    key: "installed",
    title: "Installed",
    width: "minmax(80px, 1fr)",
    cell: (row) => text(row.installed, true),
  },
  { key: "fixed", title: "Fixed in", width: "minmax(80px, 1fr)", cell: fixOf },
  {
    key: "epss",
    title: "EPSS",
    align: "end",
    width: "56px",
    cell: (row) => (row.epss === null ? silent : percent(row.epss)),
  },
  { key: "kev", title: "KEV", width: "44px", cell: (row) => yesOrNo(row.kev) },
  { key: "exploited", title: "Exploited", width: "62px", cell: (row) => yesOrNo(row.exploited) },
  {
    key: "score",
    title: "Score",
    align: "end",
    width: "48px",
    cell: (row) => (row.score === null ? silent : row.score.toFixed(1)),
  },
  {
    key: "layer",
    title: "Layer",
    width: "78px",
    cell: (row) => <LayerWord layer={row.layer} />,
  },
  {
    key: "origin",
    title: "Brought in by",
    width: "minmax(110px, 0.8fr)",
    cell: (row) => (row.origin === null ? <Missing why="not known" /> : text(row.origin)),
  },
  {
    key: "first_seen",
    title: "First seen",
    width: "104px",
    cell: (row) => (row.first_seen ? <Time at={row.first_seen} /> : silent),
  },
  { key: "status", title: "Status", width: "98px", cell: statusOf },
  {
    key: "image",
    title: "Image",
    width: "minmax(110px, 1fr)",
    cell: (row) => text(row.image),
  },
  {
    key: "path",
    title: "Path",
    width: "minmax(110px, 1fr)",
    cell: (row) => text(row.path ?? "", true),
  },
  {
    key: "package_manager",
    title: "Package manager",
    width: "72px",
    cell: (row) => text(row.package_manager ?? ""),
  },
  { key: "scanner", title: "Scanner", width: "76px", cell: (row) => text(row.scanner) },
];

/** What is shown without being asked for, the most needed first, as long as there is room. */
const USUAL: FindingSort[] = [
  "severity",
  "vulnerability",
  "package",
  "fixed",
  "status",
  "layer",
  "epss",
  "exploited",
  "installed",
  "kev",
  "first_seen",
  "origin",
  "path",
];

/** The boxes for marks, the space at both sides, and a scroll bar. */
const AROUND = 18 + GAP + 2 * 14 + 14;

/** The chosen columns in their order; without any, those that fit into `width` pixels. */
export function shownColumns(width: number, chosen: string[], everyReport: boolean): FindingColumn[] {
  const known = chosen
    .map((key) => COLUMNS.find((column) => column.key === key))
    .filter((column) => column !== undefined);
  if (known.length > 0) return known;
  // Where the findings of several images stand together, whose they are comes before the rest.
  const wanted: FindingSort[] = everyReport ? [...USUAL.slice(0, 4), "image", ...USUAL.slice(4)] : USUAL;
  return fitting(COLUMNS, wanted, width - AROUND);
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
      cell: (row) => {
        const marked = isMarked(row.id);
        return (
          <span data-mark className={styles.hit}>
            <span className={styles.box} data-on={marked}>
              {marked && <Icon name="check" size={12} />}
            </span>
          </span>
        );
      },
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
