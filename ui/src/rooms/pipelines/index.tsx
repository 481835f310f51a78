import { useNavigate, useParams, useSearch } from "@tanstack/react-router";
import { useState } from "react";

import { useAsk } from "@/contract";
import { Button } from "@/parts/Button";
import { DataGrid } from "@/parts/DataGrid";
import { MasterDetail } from "@/parts/MasterDetail";
import { Empty, Skeleton, Trouble } from "@/parts/states";
import { AsOf } from "@/parts/Time";
import { Answer } from "@/pieces/Answer";
import { fits, ListFilter } from "@/pieces/ListFilter";
import { Page, useCrumb, Waiting } from "@/pieces/Page";

import { pipelineColumns } from "./columns";
import { Configurations } from "./configurations";
import { PipelineDetail } from "./PipelineDetail";
import styles from "./pipelines.module.css";
import { Views } from "./Views";

/** The pipelines of the workspace with what they refer to, and the one that is chosen. */
export default function PipelinesRoom() {
  const { view, resource } = useSearch({ strict: false });
  return (
    <div className={styles.room}>
      <Views />
      {view ? <Configurations view={view} name={resource} /> : <PipelineList />}
    </div>
  );
}

function PipelineList() {
  const navigate = useNavigate();
  const { pipeline } = useParams({ strict: false });
  useCrumb(pipeline ?? "Pipelines");
  return (
    <MasterDetail
      name="pipelines"
      label="Width of the pipeline"
      initial={400}
      min={320}
      listMin={300}
      list={(width) => <Pipelines width={width} chosen={pipeline ?? null} />}
      detail={
        pipeline ? (
          <Chosen key={pipeline} name={pipeline} onClose={() => void navigate({ to: "/pipelines" })} />
        ) : null
      }
    />
  );
}

function Pipelines({ width, chosen }: { width: number; chosen: string | null }) {
  const navigate = useNavigate();
  const answer = useAsk("pipeline.list", {});
  const [filter, setFilter] = useState("");
  const all = answer.data?.pipelines ?? [];
  const shown = all.filter((one) =>
    fits(filter, one.name, one.recipe, one.description, one.distribution, one.regions.join(" ")),
  );
  const off = all.filter((one) => !one.enabled).length;
  return (
    <Page
      title="Pipelines"
      aside={all.length > 0 && <AsOf at={answer.data?.as_of} />}
      facts={
        all.length > 0 && (
          <>
            <span>{all.length === 1 ? "1 pipeline" : `${all.length} pipelines`}</span>
            {off > 0 && <span>{off} off</span>}
          </>
        )
      }
      bar={all.length > 0 && <ListFilter label="Filter the pipelines" value={filter} onChange={setFilter} />}
      body="fill"
    >
      <Answer query={answer} waiting={<Waiting />}>
        {() =>
          all.length === 0 ? (
            <Empty
              title="No pipelines yet"
              action={<Button onPress={() => void navigate({ to: "/images" })}>Look at the images</Button>}
            >
              A pipeline says how an image is built: on which infrastructure, when, and to which regions it
              goes. Write one as a file with <span className="mono">kind: ImagePipeline</span> in the
              workspace, and it appears here.
            </Empty>
          ) : (
            <DataGrid
              label="Pipelines"
              columns={pipelineColumns(width)}
              count={shown.length}
              rowAt={(index) => shown[index]}
              keyOf={(one) => one.name}
              chosen={chosen}
              onChoose={(one) =>
                void navigate({ to: "/pipelines/$pipeline", params: { pipeline: one.name } })
              }
              resetOn={filter}
              empty={<p className="dim foreign">No pipeline matches “{filter}”.</p>}
            />
          )
        }
      </Answer>
    </Page>
  );
}

function Chosen({ name, onClose }: { name: string; onClose: () => void }) {
  const answer = useAsk("pipeline.list", {});
  const one = answer.data?.pipelines.find((pipeline) => pipeline.name === name);
  if (one) return <PipelineDetail pipeline={one} asOf={answer.data?.as_of ?? null} onClose={onClose} />;
  if (answer.isPending) return <Skeleton rows={6} />;
  return (
    <Trouble
      tone="warning"
      title="It is not there"
      message={`no pipeline ${name} is in this workspace`}
      actions={<Button onPress={onClose}>Close</Button>}
    />
  );
}
