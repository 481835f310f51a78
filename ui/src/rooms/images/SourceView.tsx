import type { ReactNode } from "react";

import type { RecipeView } from "@/contract";
import { IconButton } from "@/parts/Button";
import { Icon } from "@/parts/icons";
import { Prose } from "@/parts/Prose";
import { useRemembered } from "@/parts/remembered";
import { SplitPane } from "@/parts/SplitPane";
import { FileEditor, type FileEditorProps } from "@/pieces/FileEditor";
import { useGoToPlace } from "@/pieces/place";

import styles from "./source.module.css";
import { useWide } from "./useWide";

export interface SourceViewProps extends Pick<FileEditorProps, "goTo"> {
  view: Pick<RecipeView, "file" | "broken">;
  /** The layers as the text says; what is done there is written into it. */
  stack: ReactNode;
}

/** The recipe's text, and beside it what it means: an edit of either shows in the other. */
export function SourceView({ view, goTo, stack }: SourceViewProps) {
  const { file, broken } = view;
  const goToPlace = useGoToPlace();
  const wide = useWide();
  const [beside, setBeside] = useRemembered("source.layers", true);
  return (
    <div className={styles.source}>
      <SplitPane
        name="source"
        label="Width of the layers"
        side="end"
        initial={wide ? 680 : 500}
        min={340}
        max={760}
        pane={
          beside ? (
            <div className={styles.side}>
              <div className={styles.bar}>
                <span className="small dim clip">
                  {broken ? "Layers, as they could last be read" : "Layers"}
                </span>
              </div>
              <div className={styles.stack}>{stack}</div>
            </div>
          ) : null
        }
      >
        <div className={styles.text}>
          <div className={styles.bar}>
            {/* In this line and not in a bar of its own: the text must not move while somebody types. */}
            <span role="status" className={styles.state}>
              {broken ? (
                <button
                  type="button"
                  className={styles.broken}
                  title={broken.message}
                  onClick={() => goToPlace({ file, line: broken.line })}
                >
                  <Icon name="error" size={14} />
                  <span className="clip">
                    Line {broken.line}: <Prose text={broken.message} />
                  </span>
                </button>
              ) : (
                <span className="mono small dim clip" title={file}>
                  {file}
                </span>
              )}
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
