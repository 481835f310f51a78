import { useState } from "react";

import { useAsk, type IgnoredProblem } from "@/contract";
import { Button, IconButton } from "@/parts/Button";
import { Empty } from "@/parts/states";
import { perform } from "@/pieces/actions";
import { Answer } from "@/pieces/Answer";
import { IgnoredList, ProblemList } from "@/pieces/ProblemList";

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
          {({ diagnostics, ignored }) => (
            <>
              {diagnostics.length === 0 ? (
                <Empty inline title="No problems">
                  What is wrong in a component, a recipe or a pipeline appears here as you type, with its
                  line.
                </Empty>
              ) : (
                <ProblemList problems={diagnostics} showFile />
              )}
              {ignored.length > 0 && <Ignored ignored={ignored} />}
            </>
          )}
        </Answer>
      </div>
    </div>
  );
}

/** What comments in the files ignore: folded, for somebody has decided about it. */
function Ignored({ ignored }: { ignored: IgnoredProblem[] }) {
  const [open, setOpen] = useState(false);
  return (
    <section className={styles.ignored}>
      <Button look="link" aria-expanded={open} onPress={() => setOpen(!open)}>
        {ignored.length.toLocaleString("en")} ignored
      </Button>
      {open && <IgnoredList ignored={ignored} />}
    </section>
  );
}
