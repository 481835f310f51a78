import type { ReactNode } from "react";

import { useAddress } from "../address";
import { QueryField } from "../query/QueryField";
import styles from "./report.module.css";

/** The query of a view, and beside it what can be done with what it shows. */
export function QueryRow({ report, children }: { report: string; children?: ReactNode }) {
  const [address, change] = useAddress(report);
  return (
    <div className={styles.row}>
      <QueryField
        report={report}
        query={address.query}
        onChange={(query) => change({ query, replace: true })}
      />
      {children}
    </div>
  );
}
