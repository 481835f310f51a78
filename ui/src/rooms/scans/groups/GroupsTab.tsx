import { useState } from "react";

import type { GroupBy, GroupSort } from "@/contract";
import { DataGrid } from "@/parts/DataGrid";
import { Skeleton } from "@/parts/states";
import { FailureView } from "@/pieces/FailureView";

import { scopeOf, useAddress } from "../address";
import { useColumnChoice } from "../findings/columnChoice";
import { joined } from "../query/rewrite";
import { QueryRow } from "../report/QueryRow";
import { ExportDialog } from "../saved/ExportDialog";
import { SavedViews } from "../saved/SavedViews";
import { arrive } from "./arrival";
import { GROUP_TITLES, groupColumns } from "./columns";
import styles from "./groups.module.css";
import { useGroups } from "./useGroups";

/** The findings of a query in groups; Enter shows those of one, and Back returns. */
export function GroupsTab(props: {
  report: string;
  by: GroupBy;
  width: number;
  /** Columns that the source says nothing of. */
  silent: readonly string[];
}) {
  const { report, by, width, silent } = props;
  const [address, change] = useAddress(report);
  const [choice, setChoice] = useColumnChoice(report);
  const [sort, setSort] = useState<{ by: GroupSort; descending: boolean }>({
    by: "severity",
    descending: true,
  });
  const scope = scopeOf(report, address.query);
  const groups = useGroups(scope, by, sort);
  return (
    <>
      <QueryRow report={report}>
        <SavedViews report={report} columns={choice} onColumns={setChoice} />
        <ExportDialog report={report} />
      </QueryRow>
      <div className={styles.table}>
        {groups.failure && groups.total === undefined ? (
          <FailureView failure={groups.failure} retry={groups.retry} />
        ) : groups.total === undefined ? (
          <div className={styles.waiting}>
            <Skeleton rows={12} />
          </div>
        ) : (
          <DataGrid
            label={`Findings by ${GROUP_TITLES[by].toLowerCase()}`}
            columns={groupColumns(by, width, silent)}
            count={groups.total}
            rowAt={groups.rowAt}
            keyOf={(row) => row.query}
            onChoose={(row) => {
              arrive();
              change({ view: "findings", query: joined(address.query, row.query), finding: null });
            }}
            sort={sort}
            onSort={(next) =>
              setSort({
                by: next as GroupSort,
                descending: sort.by === next ? !sort.descending : next !== "name",
              })
            }
            onRange={groups.onRange}
            busy={groups.busy}
            resetOn={JSON.stringify([scope, by, sort])}
            empty={<p className="dim">No finding meets all of this.</p>}
          />
        )}
      </div>
    </>
  );
}
