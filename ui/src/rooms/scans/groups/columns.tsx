import type { GroupBy, GroupRow } from "@/contract";
import type { Column } from "@/parts/DataGrid";
import { Missing } from "@/parts/Missing";
import { Time } from "@/parts/Time";

import { fitting } from "../fitting";
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

/** The most needed first. */
const WANTED = [
  "name",
  "severity",
  "total",
  "fixable",
  "critical",
  "high",
  "kev",
  "epss",
  "oldest",
  "exploited",
  "images",
  "packages",
  "vulnerabilities",
];

/** The space at both sides, and a scroll bar. */
const AROUND = 2 * 22 + 14;

/** The columns of a grouping that fit into `width` pixels. */
export function groupColumns(by: GroupBy, width: number, silent: readonly string[]): Column<GroupRow>[] {
  const all: Column<GroupRow>[] = [
    {
      key: "name",
      title: GROUP_TITLES[by],
      sort: "name",
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
      width: "minmax(90px, 1fr)",
      cell: (row) => <SeverityBar counts={row.counts} />,
    },
    count("critical", "Critical", (row) => row.counts.critical),
    count("high", "High", (row) => row.counts.high),
    { ...count("total", "Findings", (row) => row.total), sort: "total" },
    { ...count("fixable", "With a fix", (row) => row.fixable), sort: "fixable" },
    count("kev", "KEV", (row) => row.kev),
    count("exploited", "Exploited", (row) => row.exploited),
    {
      key: "epss",
      title: "EPSS, most",
      sort: "epss",
      align: "end",
      width: "74px",
      cell: (row) => (row.epss === null ? <Missing why={SILENT} /> : percent(row.epss)),
    },
    ...(by === "package"
      ? [count("vulnerabilities", "Vulnerabilities", (row) => row.vulnerabilities)]
      : [count("packages", "Packages", (row) => row.packages)]),
    ...(by === "image" ? [] : [count("images", "Images", (row) => row.images)]),
    {
      key: "oldest",
      title: "Oldest",
      align: "end",
      width: "104px",
      cell: (row) => (row.first_seen ? <Time at={row.first_seen} /> : <Missing why={SILENT} />),
    },
  ];
  // A count of what the source says nothing of would read as "none".
  const wanted = WANTED.filter((key) => !silent.includes(key));
  return fitting(all, wanted, width - AROUND);
}

function count(key: string, title: string, of: (row: GroupRow) => number) {
  return {
    key,
    title,
    width: title.length > 9 ? "86px" : "66px",
    align: "end" as const,
    cell: (row: GroupRow) => <span className={styles.number}>{number(of(row))}</span>,
  };
}
