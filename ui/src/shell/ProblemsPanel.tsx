import { useAsk } from "@/contract";
import { IconButton } from "@/parts/Button";
import { Empty } from "@/parts/states";
import { perform } from "@/pieces/actions";
import { Answer } from "@/pieces/Answer";
import { ProblemList } from "@/pieces/ProblemList";

import styles from "./problems.module.css";

/** Every problem of the workspace, each leading to its place. */
export function ProblemsPanel() {
  const problems = useAsk("problems.list", {});
  return (
    <div className={styles.panel}>
      <div className={styles.head}>
        <h2>Problems</h2>
        {problems.data && <span className="dim small">{problems.data.files} files checked</span>}
        <IconButton
          small
          icon="close"
          label="Close the problems"
          onPress={() => perform("problems.toggle")}
        />
      </div>
      <div className={styles.body}>
        <Answer query={problems}>
          {({ diagnostics }) =>
            diagnostics.length === 0 ? (
              <Empty inline title="No problems">
                What is wrong in a component, a recipe or a pipeline appears here as you type, with its line.
              </Empty>
            ) : (
              <ProblemList problems={diagnostics} showFile />
            )
          }
        </Answer>
      </div>
    </div>
  );
}
