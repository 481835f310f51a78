import { Link, useSearch } from "@tanstack/react-router";
import { useState, type ReactNode } from "react";

import type { ResourceName, ResourceView } from "@/contract";
import { IconButton } from "@/parts/Button";
import { Segments } from "@/parts/Field";
import { Menu } from "@/parts/Menu";
import { useRemembered } from "@/parts/remembered";
import { SplitPane } from "@/parts/SplitPane";
import { useWidth } from "@/parts/useWidth";

import { Answer } from "../Answer";
import { ConflictBar } from "../ConflictBar";
import { FileButtons } from "../FileButtons";
import { FileEditor } from "../FileEditor";
import { Page, useCrumb } from "../Page";
import { resourceMenu, useResourceActions } from "../resource/actions";
import { useResource } from "./form";
import { ResourceForm } from "./ResourceForm";
import styles from "./resource-editor.module.css";

type Shown = "form" | "both" | "source";
const SHOWN: { key: Shown; label: string }[] = [
  { key: "form", label: "Form" },
  { key: "both", label: "Side by side" },
  { key: "source", label: "Source" },
];

export interface ResourceEditorProps {
  resource: ResourceName;
  aside?: (view: ResourceView) => ReactNode;
  /** The form has all the room there is and scrolls by itself. */
  fill?: boolean;
  children: (view: ResourceView) => ReactNode;
}

/** One resource as a form, as its file, or both beside each other. */
export function ResourceEditor({ resource, aside, fill, children }: ResourceEditorProps) {
  useCrumb(resource.name);
  const answer = useResource(resource);
  return (
    <Answer query={answer}>
      {(view) => (
        <Editor view={view} aside={aside?.(view)} fill={fill ?? false}>
          {children}
        </Editor>
      )}
    </Answer>
  );
}

function Editor(props: {
  view: ResourceView;
  aside: ReactNode;
  fill: boolean;
  children: (view: ResourceView) => ReactNode;
}) {
  const { view, fill } = props;
  const resource = { kind: view.kind, name: view.name };
  const [chosen, setChosen] = useRemembered<Shown>("resource.shown", "form");
  // A line that the address names shows the source until somebody chooses again.
  const { line, visit } = useSearch({ strict: false });
  const [goTo, setGoTo] = useState<{ line: number; visit: number }>();
  const [led, setLed] = useState<number>();
  const [forced, setForced] = useState(false);
  if (line !== undefined && visit !== undefined && visit !== led) {
    setLed(visit);
    setGoTo({ line, visit });
    setForced(true);
  }
  const shown = forced && chosen === "form" ? "source" : chosen;
  useResourceActions(resource);
  const { name, remove } = resourceMenu(resource);
  const [whole, width] = useWidth(1000);
  const showSource = (at?: number) => {
    setForced(true);
    if (at !== undefined) setGoTo((before) => ({ line: at, visit: (before?.visit ?? 0) + 1 }));
  };
  const source = <FileEditor file={view.file} buttons={false} goTo={goTo} />;
  const form = (
    <div className={fill ? styles.fill : styles.scroll}>
      <ResourceForm resource={resource} fill={fill} onSource={showSource}>
        {props.children}
      </ResourceForm>
    </div>
  );
  return (
    <Page
      title={view.name}
      aside={props.aside}
      facts={<UsedBy view={view} />}
      actions={
        <>
          <FileButtons file={view} />
          <Segments
            label="What is shown"
            value={shown}
            choices={SHOWN}
            onChange={(next) => {
              setForced(false);
              setChosen(next);
            }}
          />
          <Menu
            label={`More about ${view.name}`}
            groups={[
              { id: "name", entries: name },
              { id: "remove", entries: remove },
            ]}
          >
            <IconButton icon="more" label={`More about ${view.name}`} />
          </Menu>
        </>
      }
      bar={<ConflictBar file={view} />}
      body="fill"
    >
      <div ref={whole} className={styles.body}>
        {shown === "form" && form}
        {shown === "source" && source}
        {shown === "both" && (
          <SplitPane
            name="resource.source"
            label="Width of the source"
            side="end"
            initial={Math.round(width / 2)}
            min={300}
            max={Math.max(300, width - 360)}
            pane={source}
          >
            {form}
          </SplitPane>
        )}
      </div>
    </Page>
  );
}

function UsedBy({ view }: { view: ResourceView }) {
  const pipelines = [
    ...new Set(view.used_by.filter((one) => one.kind === "ImagePipeline").map((one) => one.name)),
  ];
  return (
    <>
      <span className="mono clip" title={view.file}>
        {view.file}
      </span>
      {view.unsaved && <span>not saved</span>}
      {pipelines.length === 0 ? (
        <span>no pipeline uses it</span>
      ) : (
        <span>
          used by{" "}
          {pipelines.slice(0, 3).map((name, at) => (
            <span key={name}>
              {at > 0 && ", "}
              <Link to="/pipelines/$pipeline" params={{ pipeline: name }} className="link foreign">
                {name}
              </Link>
            </span>
          ))}
          {pipelines.length > 3 && ` and ${pipelines.length - 3} more`}
        </span>
      )}
    </>
  );
}
