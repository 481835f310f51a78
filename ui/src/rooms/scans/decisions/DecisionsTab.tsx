import { useState } from "react";

import { useAsk, useDo, type DecisionList, type DecisionView } from "@/contract";
import { Button } from "@/parts/Button";
import { Dialog } from "@/parts/Dialog";
import { Passage } from "@/parts/Passage";
import { Empty, Notice } from "@/parts/states";
import { Answer } from "@/pieces/Answer";
import { FailureNotice } from "@/pieces/FailureView";
import { fits, ListFilter } from "@/pieces/ListFilter";

import { scopeOf } from "../address";
import { DecisionFacts } from "./DecisionFacts";
import styles from "./decisions.module.css";
import { inOrder } from "./order";
import { STATE_WORDS } from "./words";

/** Rows drawn at first; a workspace rarely has more. */
const FIRST = 200;

/** What was decided in this workspace, and what the scanners suppressed. */
export function DecisionsTab({ report, onShow }: { report: string; onShow: (query: string) => void }) {
  const answer = useAsk("scan.decisions", {});
  const suppressed =
    useAsk("scan.page", {
      scope: scopeOf(report, "status:suppressed"),
      sort: "severity",
      descending: true,
      offset: 0,
      limit: 1,
    }).data?.total ?? 0;
  return (
    <div className={styles.page}>
      {suppressed > 0 && (
        <Notice
          actions={
            <Button small onPress={() => onShow("status:suppressed")}>
              Show them
            </Button>
          }
        >
          {suppressed === 1
            ? "1 finding is suppressed by its scanner, not here."
            : `${suppressed.toLocaleString("en")} findings are suppressed by their scanner, not here.`}
        </Notice>
      )}
      <Answer query={answer}>{(list) => <Content list={list} onShow={onShow} />}</Answer>
    </div>
  );
}

function Content({ list, onShow }: { list: DecisionList; onShow: (query: string) => void }) {
  const [filter, setFilter] = useState("");
  const [most, setMost] = useState(FIRST);
  const [leaving, setLeaving] = useState<DecisionView | null>(null);
  const { decisions, problems } = list;
  const shown = inOrder(decisions).filter((one) =>
    fits(
      filter,
      one.vulnerability,
      one.package,
      one.image ?? "every image",
      one.reason,
      one.author,
      STATE_WORDS[one.state],
      one.expired ? "expired" : null,
    ),
  );
  return (
    <>
      {problems.length > 0 && (
        <Notice tone="warn">
          <details>
            <summary>
              {problems.length === 1
                ? "1 statement could not be read"
                : `${problems.length.toLocaleString("en")} statements could not be read`}
            </summary>
            <ul className={styles.problems}>
              {problems.slice(0, 50).map((problem) => (
                <li key={problem} className="foreign">
                  {problem}
                </li>
              ))}
            </ul>
          </details>
        </Notice>
      )}
      {decisions.length === 0 ? (
        <Empty inline title="Nothing is decided yet">
          A finding can be marked as in triage, not affected, false positive or accepted, with a reason. The
          decision is kept as OpenVEX in the workspace and survives the next scan. Mark findings in the table
          and press <kbd>T</kbd>.
        </Empty>
      ) : (
        <>
          {decisions.length > 8 && (
            <ListFilter label="Filter the decisions" value={filter} onChange={setFilter} />
          )}
          <ul className={styles.list} aria-label="Decisions">
            {shown.slice(0, most).map((one) => (
              <DecisionLine
                key={one.decision}
                decision={one}
                onShow={onShow}
                onWithdraw={() => setLeaving(one)}
              />
            ))}
          </ul>
          {shown.length > most && (
            <Button onPress={() => setMost(most + FIRST)}>
              Show more of {shown.length.toLocaleString("en")}
            </Button>
          )}
          {shown.length === 0 && <p className="dim foreign">No decision matches “{filter}”.</p>}
        </>
      )}
      {leaving && <WithdrawDialog decision={leaving} onClose={() => setLeaving(null)} />}
    </>
  );
}

function DecisionLine(props: {
  decision: DecisionView;
  onShow: (query: string) => void;
  onWithdraw: () => void;
}) {
  const { decision, onShow, onWithdraw } = props;
  return (
    <li className={styles.line} data-expired={decision.expired}>
      <div className={styles.words}>
        <h3>
          <span className={styles.state}>{decision.expired ? "Expired" : STATE_WORDS[decision.state]}</span>{" "}
          <span className={`mono clip ${styles.name}`} title={decision.vulnerability}>
            {decision.vulnerability}
          </span>{" "}
          {decision.package && (
            <span className={`clip ${styles.name}`} title={decision.package}>
              in {decision.package}
            </span>
          )}
        </h3>
        <p>
          <Passage text={decision.reason || "no reason given"} most={240} />
        </p>
        <DecisionFacts decision={decision} />
      </div>
      <div className={styles.side}>
        <Button look="link" isDisabled={decision.findings === 0} onPress={() => onShow(decision.query)}>
          {decision.findings === 1 ? "1 finding" : `${decision.findings.toLocaleString("en")} findings`}
        </Button>
        <Button small onPress={onWithdraw}>
          Withdraw…
        </Button>
      </div>
    </li>
  );
}

/** Takes a decision back, after saying what that does. */
export function WithdrawDialog({ decision, onClose }: { decision: DecisionView; onClose: () => void }) {
  const withdraw = useDo("scan.withdraw");
  return (
    <Dialog
      open
      onClose={onClose}
      title="Withdraw the decision"
      busy={withdraw.isPending}
      foot={
        <>
          <Button onPress={onClose}>Cancel</Button>
          <Button
            look="primary"
            isDisabled={withdraw.isPending}
            onPress={() => withdraw.mutate({ decision: decision.decision }, { onSuccess: onClose })}
          >
            Withdraw it
          </Button>
        </>
      }
    >
      {withdraw.error && <FailureNotice failure={withdraw.error} />}
      <p>
        {decision.findings === 1 ? "1 finding is" : `${decision.findings.toLocaleString("en")} findings are`}{" "}
        open again. The statement about <span className="mono foreign">{decision.vulnerability}</span> is
        taken out of <span className="mono foreign">{decision.file}</span>; Git keeps what it said.
      </p>
    </Dialog>
  );
}
