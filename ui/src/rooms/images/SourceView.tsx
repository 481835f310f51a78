import type { ReactNode } from "react";

import { IconButton } from "@/parts/Button";
import { useRemembered } from "@/parts/remembered";
import { SplitPane } from "@/parts/SplitPane";
import { FileEditor, type FileEditorProps } from "@/pieces/FileEditor";

import styles from "./source.module.css";

export interface SourceViewProps extends Pick<FileEditorProps, "file" | "goTo"> {
  /** The layers as the text says; what is done there is written into it. */
  stack: ReactNode;
}

/** The recipe's text, and beside it what it means: an edit of either shows in the other. */
export function SourceView({ file, goTo, stack }: SourceViewProps) {
  const [beside, setBeside] = useRemembered("source.layers", true);
  return (
    <div className={styles.source}>
      <SplitPane
        name="source"
        label="Width of the layers"
        side="end"
        initial={470}
        min={340}
        max={760}
        pane={beside ? <div className={styles.stack}>{stack}</div> : null}
      >
        <div className={styles.text}>
          <div className={styles.bar}>
            <span className="mono small dim clip" title={file}>
              {file}
            </span>
            <IconButton
              small
              icon="panel"
              label={beside ? "Hide the layers" : "Show the layers beside the text"}
              onPress={() => setBeside(!beside)}
            />
          </div>
          <FileEditor file={file} goTo={goTo} buttons={false} />
        </div>
      </SplitPane>
    </div>
  );
}
