import type { GroupBy, GroupRow } from "@/contract";
import type { Column } from "@/parts/DataGrid";
import { Missing } from "@/parts/Missing";
import { Time } from "@/parts/Time";

import { percent, SILENT } from "../findings/columns";
import { SeverityBar } from "../report/Severity";
import styles from "./groups.module.css";

export const GROUP_TITLES: Record<GroupBy, string> = {
  package: "Package",
  vulnerability: "Vulnerability",
  image: "Image",
  layer: "Brought in by",
};

const NAMELESS: Record<GroupBy, string> = {
  package: "no package",
  vulnerability: "no identifier",
  image: "no image",
  layer: "layer not known",
};

const number = (value: number) => (
  <span className={value === 0 ? "dim" : undefined}>{value.toLocaleString("en")}</span>
);

/** The columns of a grouping that fit into `width` pixels. */
export function groupColumns(by: GroupBy, width: number): Column<GroupRow>[] {
  const all: (Column<GroupRow> & { from: number })[] = [
    {
      key: "name",
      title: GROUP_TITLES[by],
      sort: "name",
      from: 0,
      width: "minmax(150px, 1.3fr)",
      cell: (row) =>
        row.name === null ? (
          <span className="dim">{NAMELESS[by]}</span>
        ) : (
          <span className={by === "vulnerability" ? "mono clip" : "clip"} title={row.name}>
            {row.name}
          </span>
        ),
    },
    {
      key: "severity",
      title: "Severity",
      sort: "severity",
      from: 0,
      width: "minmax(90px, 1fr)",
      cell: (row) => <SeverityBar counts={row.counts} />,
    },
    count("critical", "Critical", 560, (row) => row.counts.critical),
    count("high", "High", 620, (row) => row.counts.high),
    { ...count("total", "Findings", 0, (row) => row.total), sort: "total" },
    { ...count("fixable", "With a fix", 460, (row) => row.fixable), sort: "fixable" },
    count("kev", "KEV", 700, (row) => row.kev),
    count("exploited", "Exploited", 760, (row) => row.exploited),
    {
      key: "epss",
      title: "EPSS, most",
      sort: "epss",
      align: "end",
      from: 840,
      width: "74px",
      cell: (row) => (row.epss === null ? <Missing why={SILENT} /> : percent(row.epss)),
    },
    ...(by === "package"
      ? [count("vulnerabilities", "Vulnerabilities", 1080, (row) => row.vulnerabilities)]
      : [count("packages", "Packages", 1060, (row) => row.packages)]),
    ...(by === "image" ? [] : [count("images", "Images", 920, (row) => row.images)]),
    {
      key: "oldest",
      title: "Oldest",
      align: "end",
      from: 880,
      width: "104px",
      cell: (row) => (row.first_seen ? <Time at={row.first_seen} /> : <Missing why={SILENT} />),
    },
  ];
  return all.filter((column) => width >= column.from);
}

function count(key: string, title: string, from: number, of: (row: GroupRow) => number) {
  return {
    key,
    title,
    from,
    width: title.length > 9 ? "86px" : "66px",
    align: "end" as const,
    cell: (row: GroupRow) => <span className={styles.number}>{number(of(row))}</span>,
  };
}
