import type { ReactNode } from "react";

import type { ComparedRow, FindingChange, FindingRow } from "@/contract";
import type { Column } from "@/parts/DataGrid";
import { Missing } from "@/parts/Missing";

import { SILENT } from "../findings/columns";
import { LayerWord } from "../report/Layer";
import { SeverityWord } from "../report/Severity";
import styles from "./compare.module.css";

export const CHANGE_WORDS: Record<FindingChange, string> = {
  new: "New",
  fixed: "Fixed",
  unchanged: "Unchanged",
  severity_changed: "Severity changed",
  fix_changed: "Fix changed",
};

const now = (row: ComparedRow): FindingRow | null => row.after ?? row.before;

/** Both sides where they differ, one where they do not. */
function both(
  row: ComparedRow,
  of: (finding: FindingRow) => string | null,
  draw: (value: string) => ReactNode,
) {
  const before = row.before && of(row.before);
  const after = row.after && of(row.after);
  const show = (value: string | null) => (value ? draw(value) : <Missing why={SILENT} />);
  if (!row.before || !row.after || before === after) return show(row.after ? after : before);
  return (
    <span className={styles.both}>
      {show(before)}
      <span aria-label="became">→</span>
      {show(after)}
    </span>
  );
}

const clip = (mono: boolean) => (value: string) => (
  <span className={mono ? "clip mono" : "clip"} title={value}>
    {value}
  </span>
);

export function compareColumns(width: number): Column<ComparedRow>[] {
  const all: (Column<ComparedRow> & { from: number })[] = [
    {
      key: "change",
      title: "Change",
      from: 0,
      width: "122px",
      cell: (row) => (
        <span className={styles.change} data-change={row.change}>
          <span className="clip">{CHANGE_WORDS[row.change]}</span>
        </span>
      ),
    },
    {
      key: "severity",
      title: "Severity",
      from: 0,
      width: "minmax(176px, 0.5fr)",
      cell: (row) =>
        both(
          row,
          (finding) => finding.severity,
          (name) => <SeverityWord name={name} />,
        ),
    },
    {
      key: "vulnerability",
      title: "Vulnerability",
      from: 0,
      width: "minmax(112px, 0.6fr)",
      cell: (row) => both(row, (finding) => finding.vulnerability, clip(true)),
    },
    {
      key: "package",
      title: "Package",
      from: 0,
      width: "minmax(80px, 1fr)",
      cell: (row) => both(row, (finding) => finding.package, clip(false)),
    },
    {
      key: "installed",
      title: "Installed",
      from: 620,
      width: "minmax(90px, 1.2fr)",
      cell: (row) => both(row, (finding) => finding.installed, clip(true)),
    },
    {
      key: "fixed",
      title: "Fixed in",
      from: 740,
      width: "minmax(90px, 1.2fr)",
      cell: (row) =>
        both(
          row,
          (finding) => finding.fixed ?? (finding.fix_available === false ? "no fix" : null),
          clip(true),
        ),
    },
    {
      key: "layer",
      title: "Layer",
      from: 860,
      width: "78px",
      cell: (row) => {
        const finding = now(row);
        return finding && <LayerWord layer={finding.layer} />;
      },
    },
  ];
  return all.filter((column) => width >= column.from);
}
