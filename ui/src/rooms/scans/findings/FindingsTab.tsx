import { useRef, useState } from "react";

import { useAsk, type FindingRow, type Which } from "@/contract";
import { Button } from "@/parts/Button";
import { DataGrid } from "@/parts/DataGrid";
import { Skeleton } from "@/parts/states";
import { FailureView } from "@/pieces/FailureView";
import { useAction } from "@/pieces/actions";

import { ALL, nextOrder, scopeOf, useAddress } from "../address";
import { openDecide } from "../decisions/open";
import { takeArrival } from "../groups/arrival";
import { FacetColumn } from "../query/Facets";
import { useParts } from "../query/useQueryView";
import { QueryRow } from "../report/QueryRow";
import { ExportDialog } from "../saved/ExportDialog";
import { SavedViews } from "../saved/SavedViews";
import { useColumnChoice } from "./columnChoice";
import { gridColumns, shownColumns } from "./columns";
import { ColumnsDialog } from "./ColumnsDialog";
import styles from "./findings.module.css";
import { isMarked, markedCount, MOST_MARKED, NO_MARKS, withAdded, withToggled } from "./marks";
import { MarkedBar } from "./MarkedBar";
import { useFindings } from "./useFindings";

/** The findings of a query as a table, with facets beside it. */
export function FindingsTab({ report, all, width }: { report: string; all: number; width: number }) {
  const [address, change] = useAddress(report);
  const { query, order } = address;
  const scope = scopeOf(report, query);
  const findings = useFindings(scope, order);
  const facets = useAsk("scan.facets", scope, { keepPrevious: true }).data;
  const parts = useParts(report, query);
  const [choice, setChoice] = useColumnChoice(report);
  const [marks, setMarks] = useState(NO_MARKS);
  const [arrived] = useState(takeArrival);
  const active = useRef<FindingRow | null>(null);
  const beside = width >= 700;
  const columns = shownColumns(beside ? width - 208 : width, choice, report === ALL);
  const keys = columns.map((column) => column.key);
  const total = findings.total;

  // What was marked in another list is not on screen any more.
  const about = JSON.stringify(scope);
  const [markedIn, setMarkedIn] = useState(about);
  if (markedIn !== about) {
    setMarkedIn(about);
    setMarks(NO_MARKS);
  }
  const count = markedCount(marks, total ?? 0);
  const which: Which = marks.all ? { scope } : { findings: [...marks.keys] };
  const decide = () => {
    if (count > 0) {
      openDecide({ which, count, onDone: () => setMarks(NO_MARKS) });
      return;
    }
    const row = active.current;
    if (row) openDecide({ which: { findings: [row.id] }, count: 1 });
  };
  useAction("scan.decide", decide, address.finding === null || count > 0);
  const extend = (from: number, to: number) => {
    if (Math.abs(from - to) >= MOST_MARKED) return;
    void findings.between(from, to).then(
      (rows) =>
        setMarks((before) =>
          withAdded(
            before,
            rows.map((row) => row.id),
          ),
        ),
      () => undefined,
    );
  };
  return (
    <>
      <QueryRow report={report}>
        <ColumnsDialog shown={keys} usual={choice.length === 0} onChange={setChoice} />
        <SavedViews report={report} columns={choice} onColumns={setChoice} />
        <ExportDialog report={report} />
      </QueryRow>
      <div className={styles.findings}>
        {beside && (
          <FacetColumn
            facets={facets}
            query={parts.text}
            terms={parts.terms}
            onChange={(next) => change({ query: next, replace: true })}
          />
        )}
        <div className={styles.column}>
          {count > 0 ? (
            <MarkedBar
              count={count}
              which={which}
              columns={keys}
              onDecide={decide}
              onClear={() => setMarks(NO_MARKS)}
            />
          ) : (
            <div className={styles.count}>
              <span className="figures" role="status" data-testid="finding-total">
                {totalWords(total, query, all)}
              </span>
              {(total ?? 0) > 0 && (
                <Button small look="quiet" onPress={() => setMarks({ all: true, keys: new Set() })}>
                  Mark all
                </Button>
              )}
            </div>
          )}
          {findings.failure && total === undefined ? (
            <FailureView failure={findings.failure} retry={findings.retry} />
          ) : total === undefined ? (
            <div className={styles.bones}>
              <Skeleton rows={12} />
            </div>
          ) : (
            <DataGrid
              label="Findings"
              autoFocus={arrived}
              columns={gridColumns(columns, (key) => isMarked(marks, key))}
              count={total}
              rowAt={findings.rowAt}
              keyOf={(row) => row.id}
              chosen={address.finding}
              onChoose={(row) => change({ finding: row.id, replace: address.finding !== null })}
              onActive={(row) => {
                active.current = row;
              }}
              marking={{
                isMarked: (key) => isMarked(marks, key),
                onToggle: (index) => {
                  const row = findings.rowAt(index);
                  if (row) setMarks((before) => withToggled(before, row.id));
                },
                onExtend: extend,
                onAll: () => setMarks({ all: true, keys: new Set() }),
              }}
              sort={order}
              onSort={(by) => {
                const column = columns.find((one) => one.key === by);
                if (column) change({ order: nextOrder(order, column.key), replace: true });
              }}
              onRange={findings.onRange}
              busy={findings.busy}
              resetOn={JSON.stringify([scope, order])}
              empty={<p className="dim">No finding meets all of this.</p>}
            />
          )}
        </div>
      </div>
    </>
  );
}

function totalWords(shown: number | undefined, query: string, all: number): string {
  if (shown === undefined) return "Counting";
  const number = shown.toLocaleString("en");
  if (query.trim() === "") return shown === 1 ? "1 finding" : `${number} findings`;
  return `${number} of ${all.toLocaleString("en")} findings`;
}
