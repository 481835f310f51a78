import { useState } from "react";

import { useAsk, type ShareView } from "@/contract";
import { Button } from "@/parts/Button";
import { DataGrid, type Column } from "@/parts/DataGrid";
import { MasterDetail } from "@/parts/MasterDetail";
import { Empty } from "@/parts/states";
import { AsOf } from "@/parts/Time";
import { perform } from "@/pieces/actions";
import { Answer } from "@/pieces/Answer";
import { fits, ListFilter } from "@/pieces/ListFilter";
import { Page, useCrumb, Waiting } from "@/pieces/Page";
import { useReach } from "@/pieces/session";

import { ShareDetail } from "./ShareDetail";

/** The resource shares by which images reach others, as AWS listed them last. Nothing is changed here. */
export default function SharingRoom() {
  const shares = useAsk("share.list", {});
  const [chosen, setChosen] = useState<string | null>(null);
  useCrumb("Sharing");
  const share = shares.data?.shares.find((one) => one.name === chosen);
  return (
    <MasterDetail
      name="sharing"
      label="Width of the share"
      initial={440}
      min={320}
      listMin={300}
      list={(width) => <Shares width={width} chosen={share ? chosen : null} onChoose={setChosen} />}
      detail={share ? <ShareDetail key={share.name} share={share} onClose={() => setChosen(null)} /> : null}
    />
  );
}

function Shares(props: { width: number; chosen: string | null; onChoose: (name: string) => void }) {
  const answer = useAsk("share.list", {});
  const [filter, setFilter] = useState("");
  const all = answer.data?.shares ?? [];
  const shown = all.filter((one) => fits(filter, one.name, one.status, ...one.principals, ...one.resources));
  return (
    <Page
      title="Sharing"
      aside={all.length > 0 && <AsOf at={answer.data?.as_of} />}
      facts={
        all.length > 0 && (
          <>
            <span>{all.length === 1 ? "1 resource share" : `${all.length} resource shares`}</span>
            <span>read only</span>
          </>
        )
      }
      bar={
        all.length > 0 && (
          <ListFilter label="Share, principal or resource" value={filter} onChange={setFilter} />
        )
      }
      body="fill"
    >
      <Answer query={answer} waiting={<Waiting />}>
        {(data) =>
          all.length === 0 ? (
            <NoShares read={data.as_of !== null} />
          ) : (
            <DataGrid
              label="Resource shares"
              columns={columns(props.width)}
              count={shown.length}
              rowAt={(index) => shown[index]}
              keyOf={(one) => one.name}
              chosen={props.chosen}
              onChoose={(one) => props.onChoose(one.name)}
              resetOn={filter}
              empty={<p className="dim foreign">No share matches “{filter}”.</p>}
            />
          )
        }
      </Answer>
    </Page>
  );
}

function NoShares({ read }: { read: boolean }) {
  const { online, why } = useReach();
  return (
    <Empty
      title={read ? "Nothing is shared" : "The shares were not read yet"}
      action={
        <Button icon="sync" isDisabled={!online} onPress={() => perform("aws.sync")}>
          Sync now
        </Button>
      }
    >
      Images and components reach other accounts through resource shares (AWS RAM): which principals may use
      which builds.
      {read
        ? " AWS lists none that this account owns."
        : " A sync reads them; then they are here offline, too."}
      {!online && why && ` A sync needs AWS, and ${why}.`}
    </Empty>
  );
}

function columns(width: number): Column<ShareView>[] {
  const all: (Column<ShareView> & { from: number })[] = [
    {
      key: "name",
      title: "Share",
      from: 0,
      width: "minmax(140px, 1.4fr)",
      cell: (one) => (
        <span className="clip" title={one.name} style={{ fontWeight: 500 }}>
          {one.name}
        </span>
      ),
    },
    {
      key: "status",
      title: "Status",
      from: 0,
      width: "92px",
      cell: (one) => (
        <span className={one.status === "ACTIVE" ? "dim" : undefined}>
          {one.status.toLowerCase().replaceAll("_", " ")}
        </span>
      ),
    },
    {
      key: "external",
      title: "Beyond the organisation",
      from: 640,
      width: "minmax(150px, 1fr)",
      cell: (one) =>
        one.allow_external_principals ? <span>allowed</span> : <span className="dim">not allowed</span>,
    },
    {
      key: "principals",
      title: "Principals",
      from: 420,
      align: "end",
      width: "76px",
      cell: (one) => one.principals.length,
    },
    {
      key: "resources",
      title: "Resources",
      from: 520,
      align: "end",
      width: "76px",
      cell: (one) => one.resources.length,
    },
  ];
  return all.filter((column) => width >= column.from);
}
