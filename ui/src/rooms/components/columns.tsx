import type { ComponentSummary } from "@/contract";
import type { Column } from "@/parts/DataGrid";
import { ProblemMark } from "@/pieces/Mark";
import { originWords } from "@/pieces/origin";

type C = Column<ComponentSummary>;

const name: C = {
  key: "name",
  title: "Component",
  width: "minmax(130px, 1.1fr)",
  cell: (one) => (
    <>
      <span className="clip" title={one.name} style={{ fontWeight: 500 }}>
        {one.name}
      </span>
      {one.unsaved && <span className="dim small">not saved</span>}
    </>
  ),
};
const version: C = {
  key: "version",
  title: "Version",
  width: "64px",
  cell: (one) => <span className="clip mono small">{one.version}</span>,
};
const problems: C = {
  key: "problems",
  title: "Problems",
  quiet: true,
  width: "34px",
  cell: (one) => <ProblemMark problems={one.problems} />,
};
const origin: C = {
  key: "origin",
  title: "Origin",
  width: "104px",
  cell: (one) => <span className="clip dim">{originWords(one.origin)}</span>,
};
const platform: C = {
  key: "platform",
  title: "Platform",
  width: "70px",
  cell: (one) => <span className="clip dim">{one.platform ?? "not known"}</span>,
};
const phases: C = {
  key: "phases",
  title: "Phases",
  width: "120px",
  cell: (one) => <span className="clip dim">{one.phases.join(", ")}</span>,
};
/** Recipes that lay it, and those that have it switched off. */
const users = (one: ComponentSummary) =>
  [
    ...one.used_by,
    ...one.off_in.filter((recipe) => !one.used_by.includes(recipe)).map((recipe) => `${recipe} (off)`),
  ].join(", ");
const usedBy: C = {
  key: "used",
  title: "Used by",
  width: "minmax(90px, 0.8fr)",
  cell: (one) => (
    <span className="clip dim" title={users(one)}>
      {users(one)}
    </span>
  ),
};
const description: C = {
  key: "description",
  title: "Description",
  width: "minmax(120px, 1.8fr)",
  cell: (one) => (
    <span className="clip dim" title={one.description ?? undefined}>
      {one.description}
    </span>
  ),
};

/** The columns that a list of this width has room for. */
export function columns(width: number): C[] {
  if (width < 380) return [name, version, problems];
  if (width < 620) return [name, version, origin, problems];
  if (width < 900) return [name, version, origin, phases, usedBy, problems];
  return [name, version, origin, platform, phases, usedBy, description, problems];
}
