import { useState } from "react";

import { useAsk, type AccountView } from "@/contract";
import { Button } from "@/parts/Button";
import { DataGrid, type Column } from "@/parts/DataGrid";
import { Select } from "@/parts/Field";
import { Missing } from "@/parts/Missing";
import { Empty } from "@/parts/states";
import { AsOf } from "@/parts/Time";
import { useWidth } from "@/parts/useWidth";
import { perform } from "@/pieces/actions";
import { Answer } from "@/pieces/Answer";
import { fits, ListFilter } from "@/pieces/ListFilter";
import { Page, useCrumb, Waiting } from "@/pieces/Page";
import { useReach } from "@/pieces/session";

import { inUnit, pathOf, unitsOf } from "./units";
import styles from "./targets.module.css";

const ANYWHERE = "";

/** The accounts an image can go to, as the organisation listed them last. */
export default function TargetsRoom() {
  const targets = useAsk("target.list", {});
  const [filter, setFilter] = useState("");
  const [unit, setUnit] = useState(ANYWHERE);
  const [room, width] = useWidth(1000);
  useCrumb("Targets");
  const all = targets.data?.accounts ?? [];
  const shown = all.filter(
    (one) =>
      (unit === ANYWHERE || inUnit(one.ou_path, unit)) &&
      fits(filter, one.account, one.name, one.email, one.ou_path, one.status),
  );
  const narrowed = shown.length < all.length;
  return (
    <div ref={room} className={styles.room}>
      <Page
        title="Targets"
        aside={all.length > 0 && <AsOf at={targets.data?.as_of} />}
        facts={
          all.length > 0 && (
            <span role="status">
              {narrowed ? `${shown.length} of ${all.length} accounts` : `${all.length} accounts`}
            </span>
          )
        }
        bar={
          all.length > 0 && (
            <div className={styles.bar}>
              <ListFilter label="Account, name, mail or unit" value={filter} onChange={setFilter} />
              <div className={styles.unit}>
                <Select
                  label="Organisational unit"
                  quiet
                  value={unit}
                  onChange={setUnit}
                  choices={[
                    { key: ANYWHERE, label: "Whole organisation", note: String(all.length) },
                    ...unitsOf(all).map(({ path, accounts }) => ({
                      key: path,
                      label: path,
                      note: String(accounts),
                    })),
                  ]}
                />
              </div>
            </div>
          )
        }
        body="fill"
      >
        <Answer query={targets} waiting={<Waiting />}>
          {(data) =>
            all.length === 0 ? (
              <NoTargets read={data.as_of !== null} />
            ) : (
              <DataGrid
                label="Accounts"
                columns={columns(width)}
                count={shown.length}
                rowAt={(index) => shown[index]}
                keyOf={(one) => one.account}
                resetOn={`${unit}\n${filter}`}
                empty={<p className="dim">No account meets these conditions.</p>}
              />
            )
          }
        </Answer>
      </Page>
    </div>
  );
}

function NoTargets({ read }: { read: boolean }) {
  const { online, why } = useReach();
  const sync = (
    <Button icon="sync" isDisabled={!online} onPress={() => perform("aws.sync")}>
      Sync now
    </Button>
  );
  if (read) {
    return (
      <Empty title="No accounts were listed" action={sync}>
        AWS answered, and named no account. Only the management account of an organisation, or one it
        delegated to, may list the others.
      </Empty>
    );
  }
  return (
    <Empty title="The organisation was not read yet" action={sync}>
      The accounts and units that images are shared with and distributed to. A sync reads them once; then they
      are here offline, too.
      {!online && why && ` A sync needs AWS, and ${why}.`}
    </Empty>
  );
}

function columns(width: number): Column<AccountView>[] {
  const all: (Column<AccountView> & { from: number })[] = [
    {
      key: "account",
      title: "Account",
      from: 0,
      width: "112px",
      cell: (one) => <span className="mono">{one.account}</span>,
    },
    {
      key: "name",
      title: "Name",
      from: 0,
      width: "minmax(120px, 1fr)",
      cell: (one) => (
        <span className="clip" title={one.name} style={{ fontWeight: 500 }}>
          {one.name}
        </span>
      ),
    },
    {
      key: "unit",
      title: "Organisational unit",
      from: 460,
      width: "minmax(120px, 1.2fr)",
      cell: (one) => (
        <span className="clip" title={one.ou_path}>
          {pathOf(one.ou_path) || <span className="dim">root</span>}
        </span>
      ),
    },
    {
      key: "email",
      title: "Mail",
      from: 760,
      width: "minmax(140px, 1.2fr)",
      cell: (one) =>
        one.email === null ? (
          <Missing why="not in what AWS listed" />
        ) : (
          <span className="clip dim" title={one.email}>
            {one.email}
          </span>
        ),
    },
    {
      key: "status",
      title: "Status",
      from: 340,
      width: "104px",
      cell: (one) => (
        <span
          className={one.status === "ACTIVE" ? "dim" : undefined}
          style={{ fontWeight: one.status === "ACTIVE" ? 400 : 500 }}
        >
          {one.status.toLowerCase().replaceAll("_", " ")}
        </span>
      ),
    },
  ];
  return all.filter((column) => width >= column.from);
}
