import { useNavigate } from "@tanstack/react-router";
import { useState } from "react";

import { useAsk, type ResourceSummary } from "@/contract";
import { Button } from "@/parts/Button";
import { DataGrid, type Column } from "@/parts/DataGrid";
import { Empty } from "@/parts/states";
import { Answer } from "@/pieces/Answer";
import { fits, ListFilter } from "@/pieces/ListFilter";
import { ProblemMark } from "@/pieces/Mark";
import { Page, useCrumb, Waiting } from "@/pieces/Page";
import { openCreate } from "@/pieces/resource/open";

import type { View } from "./kinds";
import { kinds } from "./kinds";

const columns: Column<ResourceSummary>[] = [
  {
    key: "name",
    title: "Name",
    width: "minmax(150px, 1fr)",
    cell: (one) => (
      <>
        <span className="clip" title={one.name} style={{ fontWeight: 500 }}>
          {one.name}
        </span>
        {one.unsaved && <span className="dim small">not saved</span>}
      </>
    ),
  },
  {
    key: "description",
    title: "Description",
    width: "minmax(160px, 2fr)",
    cell: (one) => (
      <span className="clip dim" title={one.description ?? undefined}>
        {one.description}
      </span>
    ),
  },
  {
    key: "used",
    title: "Used by",
    width: "110px",
    cell: (one) =>
      one.used_by === 0 ? (
        <span className="dim">nothing</span>
      ) : (
        <span className="figures">{one.used_by === 1 ? "1 pipeline" : `${one.used_by} pipelines`}</span>
      ),
  },
  {
    key: "problems",
    title: "Problems",
    width: "90px",
    cell: (one) => <ProblemMark problems={{ errors: one.errors, warnings: one.warnings }} />,
  },
  {
    key: "file",
    title: "File",
    width: "minmax(150px, 1.5fr)",
    cell: (one) => (
      <span className="clip mono dim" title={one.file}>
        {one.file}
      </span>
    ),
  },
];

/** The configurations of one kind that the workspace has. */
export function ConfigurationList({ view }: { view: View }) {
  const navigate = useNavigate();
  const { kind, title, what, about } = kinds[view];
  useCrumb(title);
  const answer = useAsk("resource.list", {});
  const [filter, setFilter] = useState("");
  const all = (answer.data?.resources ?? []).filter((one) => one.kind === kind);
  const shown = all.filter((one) => fits(filter, one.name, one.description, one.file));
  return (
    <Page
      title={title}
      facts={all.length > 0 && <span>{all.length === 1 ? `1 ${what}` : `${all.length} ${what}s`}</span>}
      actions={<Button onPress={() => openCreate(kind)}>New…</Button>}
      bar={all.length > 0 && <ListFilter label={`Filter the ${what}s`} value={filter} onChange={setFilter} />}
      body="fill"
    >
      <Answer query={answer} waiting={<Waiting />}>
        {() =>
          all.length === 0 ? (
            <Empty
              title={`No ${what} yet`}
              action={<Button onPress={() => openCreate(kind)}>New {what}…</Button>}
            >
              {about}
            </Empty>
          ) : (
            <DataGrid
              label={title}
              columns={columns}
              count={shown.length}
              rowAt={(index) => shown[index]}
              keyOf={(one) => one.name}
              onChoose={(one) => void navigate({ to: "/pipelines", search: { view, resource: one.name } })}
              resetOn={filter}
              empty={<p className="dim foreign">Nothing matches “{filter}”.</p>}
            />
          )
        }
      </Answer>
    </Page>
  );
}
