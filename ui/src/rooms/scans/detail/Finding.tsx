import { useState } from "react";

import { useAsk, type FindingDetail } from "@/contract";
import { Button } from "@/parts/Button";
import { CopyButton } from "@/parts/CopyButton";
import { Detail, DetailBody, DetailPart } from "@/parts/Detail";
import { Passage } from "@/parts/Passage";
import { useAction } from "@/pieces/actions";
import { Answer } from "@/pieces/Answer";

import { DecisionFacts } from "../decisions/DecisionFacts";
import { WithdrawDialog } from "../decisions/DecisionsTab";
import { openDecide } from "../decisions/open";
import { STATE_WORDS } from "../decisions/words";
import { LayerWord } from "../report/Layer";
import { SeverityWord } from "../report/Severity";
import styles from "./detail.module.css";
import { Elsewhere } from "./Elsewhere";
import { History } from "./History";
import { Known } from "./Known";
import { References } from "./Reference";
import { Scores } from "./Scores";

export interface FindingProps {
  id: string;
  onClose: () => void;
  /** Shows another finding, perhaps of another report. */
  onOpen: (report: string, finding: string) => void;
}

/** All that is known of one finding, and what was decided about it. */
export function Finding({ id, onClose, onOpen }: FindingProps) {
  const answer = useAsk("scan.finding", { id });
  const detail = answer.data;
  const row = detail?.row;
  const [leaving, setLeaving] = useState(false);
  const decide = () => {
    if (row) openDecide({ which: { findings: [row.id] }, count: 1 });
  };
  useAction("scan.decide", decide, row !== undefined);
  return (
    <Detail
      label="Finding"
      title={row ? <span className="mono">{row.vulnerability}</span> : "Finding"}
      aside={row && <CopyButton text={row.vulnerability} what={row.vulnerability.slice(0, 80)} />}
      facts={
        row && (
          <>
            <SeverityWord name={row.severity} />
            {row.exploited === true && <span className={styles.exploited}>Exploited in the wild</span>}
            {row.kev === true && <span className={styles.exploited}>On CISA’s list</span>}
            {row.status && (
              <span className="clip" title={detail?.status_reason ?? undefined}>
                {row.status.toLowerCase()}
              </span>
            )}
          </>
        )
      }
      actions={
        detail && (
          <>
            <Button small onPress={decide}>
              Decide…
            </Button>
            {detail.decision && (
              <Button small look="quiet" onPress={() => setLeaving(true)}>
                Withdraw…
              </Button>
            )}
          </>
        )
      }
      onClose={onClose}
    >
      <DetailBody>
        <Answer query={answer}>{(data) => <Content detail={data} onOpen={onOpen} />}</Answer>
      </DetailBody>
      {leaving && detail?.decision && (
        <WithdrawDialog decision={detail.decision} onClose={() => setLeaving(false)} />
      )}
    </Detail>
  );
}

function Content({ detail, onOpen }: { detail: FindingDetail; onOpen: FindingProps["onOpen"] }) {
  const { row, decision } = detail;
  return (
    <>
      <p className={styles.headline}>
        <Passage text={row.title} most={300} />
      </p>
      {decision && (
        <div className={styles.decision} data-expired={decision.expired}>
          <h3>
            {STATE_WORDS[decision.state]}
            {decision.expired && ", but that has expired"}
          </h3>
          {decision.reason && (
            <p>
              <Passage text={decision.reason} most={300} />
            </p>
          )}
          <DecisionFacts decision={decision} />
        </div>
      )}
      <div className={styles.attribution} data-layer={row.layer}>
        <div>
          <LayerWord layer={row.layer} />
          {row.origin && (
            <span className="clip dim" title={row.origin}>
              {row.origin}
            </span>
          )}
        </div>
        <p>
          <Passage text={detail.attribution ?? "Nothing says which layer brought it in."} most={500} />
        </p>
      </div>
      <Known detail={detail} />
      {detail.description && (
        <DetailPart title="Description">
          <p className={styles.description}>
            <Passage text={detail.description} most={900} />
          </p>
        </DetailPart>
      )}
      <Scores scores={detail.scores} />
      <Elsewhere detail={detail} onOpen={onOpen} />
      <History entries={detail.history} />
      <References detail={detail} />
    </>
  );
}
