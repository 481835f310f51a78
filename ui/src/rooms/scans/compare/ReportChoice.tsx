import type { ReportSummary } from "@/contract";
import { Menu } from "@/parts/Menu";
import { Time } from "@/parts/Time";
import { Button } from "@/parts/Button";
import { Icon } from "@/parts/icons";

import { grouped } from "./choices";
import styles from "./compare.module.css";

/** A report out of all, by image and newest first. */
export function ReportChoice(props: {
  label: string;
  reports: ReportSummary[];
  value: ReportSummary | undefined;
  /** The image whose reports come first. */
  like: string | null;
  onChange: (report: string) => void;
}) {
  const { label, reports, value, like, onChange } = props;
  return (
    <div className={styles.choice}>
      <span className="dim">{label}</span>
      <Menu
        label={label}
        at="start"
        groups={grouped(reports, like).map((group) => ({
          id: group.image ?? "other",
          title: group.image ?? "Other reports",
          entries: group.reports.map((report) => ({
            id: report.report,
            label: report.title,
            note: <Time at={report.as_of} />,
            checked: report.report === value?.report,
            act: () => onChange(report.report),
          })),
        }))}
      >
        <Button aria-label={`${label}: ${value?.title ?? "choose a report"}`}>
          <span className={`clip ${styles.name}`}>{value?.title ?? "Choose a report"}</span>
          <Icon name="down" size={12} />
        </Button>
      </Menu>
      {value && (
        <span className="dim small">
          <Time at={value.as_of} />
        </span>
      )}
    </div>
  );
}
