import type { SlaRow } from "@/contract";
import { Button } from "@/parts/Button";

import { SeverityWord } from "../report/Severity";
import styles from "./trend.module.css";

/** How old what is open may be, and how old it is. */
export function SlaTable({ rows, onShow }: { rows: SlaRow[]; onShow: (query: string) => void }) {
  if (rows.length === 0) return null;
  const set = rows.some((row) => row.days !== null);
  return (
    <section aria-label="Age of what is open">
      <h2>Age of what is open</h2>
      {!set && (
        <p className="dim">
          The workspace sets no days within which a finding has to be fixed, so that nothing is overdue. They
          stand in <span className="mono">ingot.yaml</span>:{" "}
          <span className="mono">{"scan: {fixWithinDays: {critical: 15, high: 30}}"}</span>
        </p>
      )}
      <table className={styles.table}>
        <thead>
          <tr>
            <th scope="col">Severity</th>
            <th scope="col" data-end>
              Fix within
            </th>
            <th scope="col" data-end>
              Open
            </th>
            <th scope="col" data-end>
              Overdue
            </th>
            <th scope="col" data-end>
              Oldest
            </th>
            <th scope="col" data-end>
              Age not known
            </th>
          </tr>
        </thead>
        <tbody>
          {rows.map((row) => (
            <tr key={row.severity}>
              <th scope="row">
                <SeverityWord name={row.severity} />
              </th>
              <td data-end>{row.days === null ? "–" : `${row.days} days`}</td>
              <td data-end>{row.open.toLocaleString("en")}</td>
              <td data-end>
                {row.days === null ? (
                  "–"
                ) : row.overdue === 0 ? (
                  <span className="dim">0</span>
                ) : (
                  <Button look="link" onPress={() => onShow(row.query)}>
                    <strong className={styles.overdue}>{row.overdue.toLocaleString("en")} overdue</strong>
                  </Button>
                )}
              </td>
              <td data-end>{row.oldest === null ? "–" : `${row.oldest} days`}</td>
              <td data-end>
                {row.unknown === 0 ? <span className="dim">0</span> : row.unknown.toLocaleString("en")}
              </td>
            </tr>
          ))}
        </tbody>
      </table>
    </section>
  );
}
