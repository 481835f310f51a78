import type { FindingRow } from "@/contract";
import type { Column } from "@/parts/DataGrid";
import { Missing } from "@/parts/Missing";
import { Time } from "@/parts/Time";

import { LayerWord } from "./Layer";
import { SeverityWord } from "./Severity";

export const SILENT = "not in this source";

/** The columns that fit into `width` pixels. What a source does not say is a dash, never a "no". */
export function findingColumns(width: number): Column<FindingRow>[] {
  const all: (Column<FindingRow> & { from: number })[] = [
    {
      key: "severity",
      title: "Severity",
      sort: "severity",
      from: 0,
      width: "94px",
      cell: (row) => <SeverityWord name={row.severity} />,
    },
    {
      key: "vulnerability",
      title: "Vulnerability",
      sort: "vulnerability",
      from: 0,
      width: "minmax(108px, 0.5fr)",
      cell: (row) => (
        <span className="mono clip" title={`${row.vulnerability}: ${row.title}`}>
          {row.vulnerability}
        </span>
      ),
    },
    {
      key: "package",
      title: "Package",
      sort: "package",
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
    {
      key: "fixed",
      title: "Fixed in",
      from: 540,
      width: "minmax(80px, 1fr)",
      cell: fixOf,
    },
    {
      key: "epss",
      title: "EPSS",
      sort: "epss",
      align: "end",
      from: 800,
      width: "56px",
      cell: (row) => (row.epss === null ? <Missing why={SILENT} /> : percent(row.epss)),
    },
    {
      key: "exploited",
      title: "Exploited",
      from: 800,
      width: "62px",
      cell: (row) =>
        row.exploited === null ? (
          <Missing why={SILENT} />
        ) : row.exploited ? (
          <span style={{ color: "var(--bad)", fontWeight: 500 }}>yes</span>
        ) : (
          <span className="dim">no</span>
        ),
    },
    {
      key: "layer",
      title: "Layer",
      sort: "layer",
      from: 420,
      width: "78px",
      cell: (row) => <LayerWord layer={row.layer} />,
    },
    {
      key: "first_seen",
      title: "First seen",
      sort: "first_seen",
      from: 920,
      width: "104px",
      cell: (row) => (row.first_seen ? <Time at={row.first_seen} /> : <Missing why={SILENT} />),
    },
    {
      key: "status",
      title: "Status",
      sort: "status",
      from: 1040,
      width: "92px",
      cell: (row) =>
        row.status ? <span className="dim">{row.status.toLowerCase()}</span> : <Missing why={SILENT} />,
    },
  ];
  return all.filter((column) => width >= column.from);
}

/** 0 to 1 as a share; what is above nothing never reads as nothing. */
export function percent(share: number): string {
  if (share > 0 && share < 0.001) return "< 0.1 %";
  return `${(share * 100).toFixed(1)} %`;
}

function fixOf(row: FindingRow) {
  if (row.fixed) return text(row.fixed, true);
  if (row.fix_available === null) return <Missing why={SILENT} />;
  return <span className="dim">{row.fix_available ? "available" : "no fix"}</span>;
}

function text(value: string, mono = false) {
  if (value === "") return <Missing why={SILENT} />;
  return (
    <span className={mono ? "clip mono" : "clip"} title={value}>
      {value}
    </span>
  );
}
