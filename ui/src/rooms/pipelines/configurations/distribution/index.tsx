import { useState } from "react";

import { useAsk } from "@/contract";
import { Button, IconButton } from "@/parts/Button";
import { Segments } from "@/parts/Field";
import { Notice } from "@/parts/states";
import { SplitPane } from "@/parts/SplitPane";
import { AsOf } from "@/parts/Time";
import { useWidth } from "@/parts/useWidth";
import { KeyValues } from "@/pieces/form/KeyValues";
import { useForm } from "@/pieces/form/form";
import { TextField } from "@/pieces/form/fields";
import { ResourceEditor } from "@/pieces/form/ResourceEditor";
import { fits, ListFilter } from "@/pieces/ListFilter";

import { AddRegion } from "./AddRegion";
import { AddRow } from "./AddRow";
import { Matrix } from "./Matrix";
import { columnsOf, groupsOf, holds, newRegion, type Column, type Group, type Row, type Who } from "./matrix";
import styles from "./matrix.module.css";
import { RegionHead } from "./RegionHead";
import { RegionPanel } from "./RegionPanel";
import { useWishes } from "./useWishes";

/** A distribution as a matrix of Regions and those who get the image there. */
export function Distribution({ name }: { name: string }) {
  return (
    <ResourceEditor fill resource={{ kind: "DistributionConfiguration", name }}>
      {() => <Sheet />}
    </ResourceEditor>
  );
}

type Panel = { kind: "region"; at: number; region: string; count: number } | { kind: "configuration" } | null;

/** The Region whose settings are open, wherever it is by now; by its place when its name was edited meanwhile. */
function openedOf(panel: Panel, columns: Column[]): Column | undefined {
  if (panel?.kind !== "region") return undefined;
  const there = columns[panel.at];
  if (there?.region === panel.region) return there;
  const moved = columns.find((column) => column.region === panel.region);
  return moved ?? (columns.length === panel.count ? there : undefined);
}

function Sheet() {
  const { view, setAll } = useForm();
  const targets = useAsk("target.list", {});
  const [filter, setFilter] = useState("");
  const [only, setOnly] = useState<"all" | "getting">("all");
  const [extras, setExtras] = useState<Who[]>([]);
  const [adding, setAdding] = useState<"region" | "row" | null>(null);
  const [panel, setPanel] = useState<Panel>(null);
  const [whole, width] = useWidth(1000);
  const columns = columnsOf(view.value);
  const wishes = useWishes(columns);
  const accounts = targets.data?.accounts ?? [];
  const groups = groupsOf(columns, accounts, extras);
  const gets = (row: Row) =>
    columns.some((column) => holds(column, row.who, "launch") || holds(column, row.who, "copy"));
  const getting = groups.reduce((sum, group) => sum + group.rows.filter(gets).length, 0);
  const all = groups.reduce((sum, group) => sum + group.rows.length, 0);
  const listed: Group[] = groups
    .map((group) => ({
      ...group,
      rows: group.rows.filter(
        (row) => fits(filter, row.name, row.note, row.who.id, group.title) && (only === "all" || gets(row)),
      ),
    }))
    .filter((group) => group.rows.length > 0);
  const listedAccounts = listed.flatMap((group) => group.rows).filter((row) => row.who.kind === "account");
  const chosen = openedOf(panel, columns);

  const sheet = (
    <div className={styles.whole}>
      <div className={styles.bar}>
        <ListFilter label="Filter accounts and units" value={filter} onChange={setFilter} />
        <Segments<"all" | "getting">
          label="Which rows"
          value={only}
          choices={[
            { key: "all", label: `All ${all}` },
            { key: "getting", label: `Getting it ${getting}` },
          ]}
          onChange={setOnly}
        />
        {targets.data?.as_of && <AsOf at={targets.data.as_of} />}
        <span className={styles.end}>
          <Button small icon="plus" onPress={() => setAdding("row")}>
            Row
          </Button>
          <Button small icon="plus" onPress={() => setAdding("region")}>
            Region
          </Button>
          <Button
            small
            onPress={() => setPanel(panel?.kind === "configuration" ? null : { kind: "configuration" })}
          >
            Description and tags
          </Button>
        </span>
      </div>
      <div className={styles.notices}>
        {targets.data && accounts.length === 0 && (
          <Notice>
            No account was read yet, so there is only what the file names. Sync to see the others.
          </Notice>
        )}
        {columns.some((column) => column.lists.userGroups.includes("all")) && (
          <Notice tone="warn">
            <strong>The image is public</strong> in{" "}
            {columns
              .filter((column) => column.lists.userGroups.includes("all"))
              .map((column) => column.region)
              .join(", ")}
            : every AWS account may launch it.
          </Notice>
        )}
      </div>
      <Matrix
        columns={columns}
        groups={listed}
        shown={wishes.shown}
        onWish={wishes.wish}
        empty={
          filter !== ""
            ? `Nothing matches “${filter}”.`
            : only === "getting"
              ? "Nobody gets it besides this account."
              : "No account is known yet."
        }
        head={(column: Column) => (
          <RegionHead
            column={column}
            count={columns.length}
            chosen={column === chosen}
            listed={listedAccounts.length}
            onOpen={() => {
              const { at, region } = column;
              setPanel({ kind: "region", at, region, count: columns.length });
            }}
            onAll={(on) =>
              wishes.wish(
                ...listedAccounts.map((row) => ({
                  column: column.at,
                  who: row.who,
                  means: "launch" as const,
                  on,
                })),
              )
            }
          />
        )}
      />
    </div>
  );
  return (
    <div ref={whole} style={{ display: "flex", flex: 1, minWidth: 0, minHeight: 0 }}>
      <SplitPane
        name="distribution.region"
        label="Width of the Region’s settings"
        side="end"
        initial={360}
        min={300}
        max={Math.max(300, width - 420)}
        pane={
          chosen ? (
            <RegionPanel key={chosen.at} column={chosen} onClose={() => setPanel(null)} />
          ) : panel?.kind === "configuration" ? (
            <ConfigurationPanel onClose={() => setPanel(null)} />
          ) : null
        }
      >
        {sheet}
      </SplitPane>
      {adding === "region" && (
        <AddRegion
          columns={columns}
          onClose={() => setAdding(null)}
          onAdd={(region, sharedAs) => {
            setAll([newRegion(view.value, region, sharedAs)]);
            setAdding(null);
          }}
        />
      )}
      {adding === "row" && (
        <AddRow
          onClose={() => setAdding(null)}
          onAdd={(who) => {
            setExtras((before) => [...before, who]);
            setOnly("all");
            setFilter(who.id);
            setAdding(null);
          }}
        />
      )}
    </div>
  );
}

function ConfigurationPanel({ onClose }: { onClose: () => void }) {
  return (
    <section className={styles.panel} aria-label="Configuration">
      <div className={styles.panelHead}>
        <h2>Configuration</h2>
        <IconButton small icon="close" label="Close" onPress={onClose} />
      </div>
      <TextField path={["description"]} label="Description" note="Up to 1,024 characters." />
      <KeyValues path={["tags"]} label="Tags of the configuration" what="tag" most={50} />
    </section>
  );
}
