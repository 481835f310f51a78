import { Link, useNavigate } from "@tanstack/react-router";

import type { PipelineView, RunSummary } from "@/contract";
import { Button } from "@/parts/Button";
import { Detail, DetailBody, DetailPart } from "@/parts/Detail";
import { Facts } from "@/parts/Facts";
import { Missing } from "@/parts/Missing";
import { Passage } from "@/parts/Passage";
import { AsOf, Time } from "@/parts/Time";
import { duration } from "@/parts/time";
import { useAction } from "@/pieces/actions";
import { openLaunch } from "@/pieces/launch/open";
import { useGoToPlace } from "@/pieces/place";
import { RunStatus } from "@/pieces/RunStatus";
import { useReach } from "@/pieces/session";

import styles from "./pipelines.module.css";
import { scheduleWords } from "./schedule";

export interface PipelineDetailProps {
  pipeline: PipelineView;
  asOf: string | null;
  onClose: () => void;
}

/** How one pipeline builds its image, when, and where to. */
export function PipelineDetail({ pipeline, asOf, onClose }: PipelineDetailProps) {
  const { online, why } = useReach();
  const goTo = useGoToPlace();
  const { recipe } = pipeline;
  const launch = () => {
    if (recipe !== null) openLaunch([recipe]);
  };
  useAction("image.launch", launch, recipe !== null);
  return (
    <Detail
      label={`Pipeline ${pipeline.name}`}
      title={pipeline.name}
      facts={
        pipeline.description && (
          <span>
            <Passage text={pipeline.description} most={300} />
          </span>
        )
      }
      actions={
        <>
          <Button look="primary" isDisabled={recipe === null} onPress={launch}>
            Launch…
          </Button>
          {recipe === null && (
            <span className={`dim small foreign ${styles.note}`}>
              {pipeline.left_out === null
                ? "No recipe of this workspace is named in it."
                : `Not published: ${pipeline.left_out}.`}
            </span>
          )}
          {recipe !== null && !online && why && (
            <span className={`dim small ${styles.note}`}>
              The review opens; launching needs AWS, and {why}.
            </span>
          )}
        </>
      }
      onClose={onClose}
    >
      <DetailBody>
        <DetailPart title="Builds">
          <Facts
            facts={[
              {
                name: "Image",
                value: recipe ? (
                  <Link to="/images/$recipe" params={{ recipe }} className="link">
                    {recipe}
                  </Link>
                ) : (
                  <Missing why="no recipe of this workspace" />
                ),
              },
              {
                name: "Infrastructure",
                value: pipeline.infrastructure && (
                  <Configuration view="infrastructure" name={pipeline.infrastructure} />
                ),
              },
              { name: "Instances", value: <Words words={pipeline.instance_types} /> },
              { name: "Tests", value: pipeline.tests ? "run after the build" : "off" },
              { name: "Scanning", value: pipeline.scanning ? "Inspector scans each build" : "off" },
            ]}
          />
        </DetailPart>
        <DetailPart title="Schedule">
          <Schedule pipeline={pipeline} />
        </DetailPart>
        <DetailPart title="Distribution">
          <Facts
            facts={[
              {
                name: "Configuration",
                value: pipeline.distribution ? (
                  <Configuration view="distribution" name={pipeline.distribution} />
                ) : (
                  <span className="dim">none: the region of the build</span>
                ),
              },
              { name: "Regions", value: <Words words={pipeline.regions} /> },
            ]}
          />
        </DetailPart>
        <DetailPart title="Last run">
          {pipeline.last_run ? (
            <LastRun run={pipeline.last_run} />
          ) : (
            <p className="dim">No run of it is known. Launch it to see one.</p>
          )}
        </DetailPart>
        <DetailPart title="In AWS" aside={<AsOf at={asOf} />}>
          <p>
            {pipeline.published === null
              ? "Nothing was read from AWS yet, so whether it is there is not known."
              : pipeline.published
                ? "There is a pipeline of this name."
                : pipeline.left_out === null
                  ? "There is no pipeline of this name; a launch creates it."
                  : "There is no pipeline of this name."}
          </p>
          <Button look="link" onPress={() => goTo({ file: pipeline.file })}>
            {pipeline.file}
          </Button>
        </DetailPart>
      </DetailBody>
    </Detail>
  );
}

function Configuration({ view, name }: { view: "infrastructure" | "distribution"; name: string }) {
  // What is written as an ARN is not a file of the workspace.
  if (name.startsWith("arn:")) return name;
  return (
    <Link to="/pipelines" search={{ view, resource: name }} className="link">
      {name}
    </Link>
  );
}

function Schedule({ pipeline }: { pipeline: PipelineView }) {
  if (!pipeline.schedule) {
    return <p className="dim">None: it runs when somebody launches it.</p>;
  }
  const words = scheduleWords(pipeline.schedule);
  const zone = pipeline.timezone ?? "UTC";
  return (
    <>
      {!pipeline.enabled && (
        <p className={styles.off}>The pipeline is off: its schedule does not start it.</p>
      )}
      {words && (
        <p className="foreign">
          {words}, {zone}
        </p>
      )}
      <p className="mono foreign dim">
        {pipeline.schedule}
        {!words && ` ${zone}`}
      </p>
    </>
  );
}

function LastRun({ run }: { run: RunSummary }) {
  const navigate = useNavigate();
  const took = duration(run.started, run.ended ?? run.as_of);
  return (
    <div className={styles.run}>
      <RunStatus status={run.status} />
      <span className="mono">{run.version}</span>
      {run.started && (
        <span className="dim">
          <Time at={run.started} />
          {took && ` · ${took}`}
        </span>
      )}
      <Button look="link" onPress={() => void navigate({ to: "/runs/$run", params: { run: run.run } })}>
        Open the run
      </Button>
    </div>
  );
}

function Words({ words }: { words: string[] }) {
  if (words.length === 0) return <Missing why="not set" />;
  return (
    <ul className={styles.words}>
      {words.map((word, index) => (
        <li key={`${word}/${index}`} className="mono">
          {word}
        </li>
      ))}
    </ul>
  );
}
