import { useState } from "react";

import { call, type Diagnostic, type IgnoredProblem, type RuleView } from "@/contract";
import { Button } from "@/parts/Button";
import { Prose } from "@/parts/Prose";

import { SeverityMark } from "./Mark";
import { useGoToPlace } from "./place";
import styles from "./problem-list.module.css";

export interface ProblemListProps {
  problems: Diagnostic[];
  /** Names the file of each; left out where they are all of one. */
  showFile?: boolean;
  /** Carries out the fix of a problem that has one; without it fixes are not offered. */
  onFix?: ((problem: Diagnostic) => void) | undefined;
}

/** More than this and the list says how many more there are. */
const MOST = 300;

/** Problems as sentences, each with its place and its reason. */
export function ProblemList({ problems, showFile, onFix }: ProblemListProps) {
  return (
    <ul className={styles.list}>
      {problems.slice(0, MOST).map((problem, index) => (
        <Problem
          key={`${problem.file}:${problem.rule}:${index}`}
          problem={problem}
          showFile={showFile ?? false}
          onFix={onFix}
        />
      ))}
      {problems.length > MOST && <li className="dim">{problems.length - MOST} more; mend these first</li>}
    </ul>
  );
}

/** Findings that comments in the files ignore, each with the reason that its comment gives. */
export function IgnoredList({ ignored }: { ignored: IgnoredProblem[] }) {
  return (
    <ul className={styles.list}>
      {ignored.slice(0, MOST).map(({ diagnostic, reason }, index) => (
        <Problem
          key={`${diagnostic.file}:${diagnostic.rule}:${index}`}
          problem={diagnostic}
          ignored={reason === "" ? "ignored without a reason" : `ignored: ${reason}`}
          showFile
          onFix={undefined}
        />
      ))}
      {ignored.length > MOST && <li className="dim">{ignored.length - MOST} more</li>}
    </ul>
  );
}

interface ProblemProps {
  problem: Diagnostic;
  /** Why nothing is to be done about it, in place of what to do. */
  ignored?: string;
  showFile: boolean;
  onFix: ProblemListProps["onFix"];
}

function Problem({ problem, ignored, showFile, onFix }: ProblemProps) {
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
        {(ignored ?? problem.help) && (
          <div className="dim foreign lines">
            <Prose text={ignored ?? problem.help ?? ""} />
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
        {problem.fix && onFix && (
          <div className={styles.fix}>
            <Button small onPress={() => onFix(problem)}>
              <span className="clip">
                <Prose text={problem.fix.title} />
              </span>
            </Button>
          </div>
        )}
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
