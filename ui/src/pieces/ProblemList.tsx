import { useState } from "react";

import { call, type Diagnostic, type RuleView } from "@/contract";
import { Button } from "@/parts/Button";
import { Prose } from "@/parts/Prose";

import { SeverityMark } from "./Mark";
import { useGoToPlace } from "./place";
import styles from "./problem-list.module.css";

export interface ProblemListProps {
  problems: Diagnostic[];
  /** Names the file of each; left out where they are all of one. */
  showFile?: boolean;
}

/** More than this and the list says how many more there are. */
const MOST = 300;

/** Problems as sentences, each with its place and its reason. */
export function ProblemList({ problems, showFile }: ProblemListProps) {
  return (
    <ul className={styles.list}>
      {problems.slice(0, MOST).map((problem, index) => (
        <Problem
          key={`${problem.file}:${problem.rule}:${index}`}
          problem={problem}
          showFile={showFile ?? false}
        />
      ))}
      {problems.length > MOST && <li className="dim">{problems.length - MOST} more; mend these first</li>}
    </ul>
  );
}

function Problem({ problem, showFile }: { problem: Diagnostic; showFile: boolean }) {
  const goTo = useGoToPlace();
  const [why, setWhy] = useState<RuleView | null>(null);
  const { line, column } = problem.range.start;
  const toggle = () => {
    if (why) setWhy(null);
    else void call("rule.explain", { rule: problem.rule }).then(setWhy, () => undefined);
  };
  return (
    <li className={styles.problem}>
      <SeverityMark severity={problem.severity} />
      <div className={styles.words}>
        <div className="foreign lines" title={problem.message}>
          <Prose text={problem.message} />
        </div>
        {problem.help && (
          <div className="dim foreign lines">
            <Prose text={problem.help} />
          </div>
        )}
        <span className={styles.foot}>
          <Button look="link" onPress={() => goTo({ file: problem.file, line })}>
            {showFile ? `${problem.file}:${line}:${column}` : `line ${line}`}
          </Button>
          <span className="mono">{problem.rule}</span>
          <Button look="link" aria-expanded={why !== null} onPress={toggle}>
            Why
          </Button>
        </span>
        {why && (
          <div className={styles.why}>
            <p>
              <Prose text={why.reason} />
            </p>
            {why.bad && <pre aria-label="Wrong">{why.bad}</pre>}
            {why.good && <pre aria-label="Right">{why.good}</pre>}
          </div>
        )}
      </div>
    </li>
  );
}
