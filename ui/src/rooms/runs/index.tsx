import { useNavigate, useParams } from "@tanstack/react-router";
import { useState } from "react";

import { useAsk, type RunSummary } from "@/contract";
import { Button } from "@/parts/Button";
import { DataGrid } from "@/parts/DataGrid";
import { MasterDetail } from "@/parts/MasterDetail";
import { Empty } from "@/parts/states";
import { AsOf } from "@/parts/Time";
import { Answer } from "@/pieces/Answer";
import { fits, ListFilter } from "@/pieces/ListFilter";
import { Page, useCrumb, Waiting } from "@/pieces/Page";
import { toneOf } from "@/pieces/RunStatus";
import { useReach } from "@/pieces/session";

import { runColumns } from "./columns";
import { RunDetail } from "./RunDetail";

/** Every image build that is known, newest first, and the one that is chosen. */
export default function RunsRoom() {
  const navigate = useNavigate();
  const { run } = useParams({ strict: false });
  useCrumb(run ? null : "Runs");
  return (
    <MasterDetail
      name="runs"
      label="Width of the run"
      initial={740}
      min={460}
      listMin={250}
      list={(width) => <Runs width={width} chosen={run ?? null} />}
      detail={run ? <RunDetail key={run} run={run} onClose={() => void navigate({ to: "/runs" })} /> : null}
    />
  );
}

function Runs({ width, chosen }: { width: number; chosen: string | null }) {
  const navigate = useNavigate();
  const runs = useAsk("run.list", {});
  const [filter, setFilter] = useState("");
  const all = runs.data?.runs ?? [];
  const shown = all.filter((run) => fits(filter, run.recipe, run.version, run.status, run.pipeline));
  return (
    <Page
      title="Runs"
      aside={all.length > 0 && <AsOf at={runs.data?.as_of} />}
      facts={all.length > 0 && <Numbers runs={all} />}
      bar={all.length > 0 && <ListFilter label="Filter the runs" value={filter} onChange={setFilter} />}
      body="fill"
    >
      <Answer query={runs} waiting={<Waiting />}>
        {(data) =>
          all.length === 0 ? (
            <NoRuns read={data.as_of !== null} />
          ) : (
            <DataGrid
              label="Runs"
              columns={runColumns(width)}
              count={shown.length}
              rowAt={(index) => shown[index]}
              keyOf={(run) => run.run}
              chosen={chosen}
              onChoose={(run) => void navigate({ to: "/runs/$run", params: { run: run.run } })}
              resetOn={filter}
              empty={<p className="dim foreign">No run matches “{filter}”.</p>}
            />
          )
        }
      </Answer>
    </Page>
  );
}

function Numbers({ runs }: { runs: RunSummary[] }) {
  const going = runs.filter((run) => toneOf(run.status) === "going").length;
  const failed = runs.filter((run) => toneOf(run.status) === "bad").length;
  return (
    <>
      <span>{runs.length === 1 ? "1 run" : `${runs.length} runs`}</span>
      {going > 0 && <span>{going} running</span>}
      {failed > 0 && <span>{failed} failed</span>}
    </>
  );
}

function NoRuns({ read }: { read: boolean }) {
  const navigate = useNavigate();
  const { online, why } = useReach();
  return (
    <Empty
      title={read ? "No runs yet" : "No runs are known"}
      action={<Button onPress={() => void navigate({ to: "/images" })}>Choose an image to launch</Button>}
    >
      A run is one build of an image. Launch one, and follow it here from PENDING to AVAILABLE: its stages,
      steps and log, and the line that failed.
      {!online && why && ` A launch needs AWS, and ${why}.`}
    </Empty>
  );
}
