import { useAsk, type ResourceName } from "@/contract";
import { Button } from "@/parts/Button";
import { Answer } from "@/pieces/Answer";
import { useGoToPlace } from "@/pieces/place";

import styles from "./manage.module.css";
import { imageTask } from "./open";

/** More are counted, not listed. */
const MOST = 40;

/** Every place of the workspace that refers to a resource; each leads there. */
export function Dependants(props: {
  resource: ResourceName;
  none: string;
  /** The words above the list. */
  children: (count: number) => string;
}) {
  const goTo = useGoToPlace();
  const answer = useAsk("resource.get", props.resource);
  return (
    <div className={styles.dependants}>
      <Answer query={answer} waiting={<p className="dim">Looking for what refers to it…</p>}>
        {({ used_by: uses }) =>
          uses.length === 0 ? (
            <p className="dim">{props.none}</p>
          ) : (
            <>
              <p>{props.children(uses.length)}</p>
              <ul>
                {uses.slice(0, MOST).map((use) => (
                  <li key={`${use.file}:${use.line}:${use.field}`}>
                    <span className="clip" title={`${use.kind} ${use.name}`}>
                      {use.name}
                    </span>
                    <Button
                      look="link"
                      onPress={() => {
                        imageTask.set(null);
                        goTo({ file: use.file, line: use.line });
                      }}
                    >
                      <span className="mono small foreign">
                        {use.file}:{use.line}
                      </span>
                    </Button>
                    <span className="mono small dim clip">{use.field}</span>
                  </li>
                ))}
                {uses.length > MOST && <li className="dim">and {uses.length - MOST} more</li>}
              </ul>
            </>
          )
        }
      </Answer>
    </div>
  );
}
