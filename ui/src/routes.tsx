import {
  createHashHistory,
  createRootRoute,
  createRoute,
  createRouter,
  lazyRouteComponent,
  redirect,
} from "@tanstack/react-router";

import { FilePage } from "@/shell/FilePage";
import { Frame } from "@/shell/Frame";
import { NoSuchRoom, RoomError } from "@/shell/RoomError";

// The addresses of the program. A room has one component for its list and its details, so that the list stays where
// it was; it reads what is chosen with `useParams({ strict: false })`. Addresses stand behind `#`: no server is needed.

const text = (value: unknown): string | undefined => (typeof value === "string" ? value : undefined);
const line = (value: unknown): number | undefined => {
  const number = Number(value);
  return Number.isInteger(number) && number > 0 ? number : undefined;
};

const root = createRootRoute({ component: Frame });
const home = createRoute({
  getParentRoute: () => root,
  path: "/",
  beforeLoad: () => {
    throw redirect({ to: "/images", replace: true });
  },
});

export type RecipeTab = "layers" | "order" | "settings" | "compare" | "source";
const TABS: RecipeTab[] = ["layers", "order", "settings", "compare", "source"];

const images = createRoute({
  getParentRoute: () => root,
  path: "images",
  component: lazyRouteComponent(() => import("@/rooms/images")),
});
const image = createRoute({
  getParentRoute: () => images,
  path: "$recipe",
  /** `update`: the tab that compares begins with the update to the newest golden image. */
  validateSearch: (search): { tab?: RecipeTab; line?: number; visit?: number; update?: 1 } => {
    const tab = TABS.find((known) => known === search["tab"]);
    const at = line(search["line"]);
    const visit = line(search["visit"]);
    return {
      ...(tab ? { tab } : {}),
      ...(at ? { line: at } : {}),
      ...(visit ? { visit } : {}),
      ...(Number(search["update"]) === 1 ? { update: 1 as const } : {}),
    };
  },
});
const container = createRoute({
  getParentRoute: () => images,
  path: "container/$container",
  validateSearch: (search): { line?: number; visit?: number } => {
    const at = line(search["line"]);
    const visit = line(search["visit"]);
    return { ...(at ? { line: at } : {}), ...(visit ? { visit } : {}) };
  },
});
const components = createRoute({
  getParentRoute: () => root,
  path: "components",
  component: lazyRouteComponent(() => import("@/rooms/components")),
});
const component = createRoute({
  getParentRoute: () => components,
  path: "$component",
  validateSearch: (search): { line?: number; visit?: number; beside?: string } => {
    const at = line(search["line"]);
    const visit = line(search["visit"]);
    const beside = text(search["beside"]);
    return { ...(at ? { line: at } : {}), ...(visit ? { visit } : {}), ...(beside ? { beside } : {}) };
  },
});
const pipelines = createRoute({
  getParentRoute: () => root,
  path: "pipelines",
  // Besides its pipelines, the room has the configurations that they refer to.
  validateSearch: (
    search,
  ): { view?: "infrastructure" | "distribution"; resource?: string; line?: number; visit?: number } => {
    const view = search["view"];
    const resource = text(search["resource"]);
    const at = line(search["line"]);
    const visit = line(search["visit"]);
    return {
      ...(view === "infrastructure" || view === "distribution" ? { view } : {}),
      ...(resource ? { resource } : {}),
      ...(at ? { line: at } : {}),
      ...(visit ? { visit } : {}),
    };
  },
  component: lazyRouteComponent(() => import("@/rooms/pipelines")),
});
const pipeline = createRoute({ getParentRoute: () => pipelines, path: "$pipeline" });
const runs = createRoute({
  getParentRoute: () => root,
  path: "runs",
  component: lazyRouteComponent(() => import("@/rooms/runs")),
});
const run = createRoute({ getParentRoute: () => runs, path: "$run" });
const scans = createRoute({
  getParentRoute: () => root,
  path: "scans",
  component: lazyRouteComponent(() => import("@/rooms/scans")),
});
/** What a link to scan findings says besides the report; the room reads the words. */
export interface ScanSearch {
  as?: string;
  q?: string;
  sort?: string;
  finding?: string;
  before?: string;
  show?: string;
}
const scan = createRoute({
  getParentRoute: () => scans,
  path: "$report",
  validateSearch: (search): ScanSearch => {
    const known: ScanSearch = {};
    for (const key of ["as", "q", "sort", "finding", "before", "show"] as const) {
      // A text that looks like a number or a word of JSON comes as one.
      const value = search[key];
      if (typeof value === "string" || typeof value === "number") known[key] = String(value);
    }
    return known;
  },
});
const targets = createRoute({
  getParentRoute: () => root,
  path: "targets",
  component: lazyRouteComponent(() => import("@/rooms/targets")),
});
const sharing = createRoute({
  getParentRoute: () => root,
  path: "sharing",
  component: lazyRouteComponent(() => import("@/rooms/sharing")),
});
const settings = createRoute({
  getParentRoute: () => root,
  path: "settings",
  component: lazyRouteComponent(() => import("@/rooms/settings")),
});
const file = createRoute({
  getParentRoute: () => root,
  path: "file",
  validateSearch: (search): { file: string; line?: number; visit?: number } => {
    const at = line(search["line"]);
    const visit = line(search["visit"]);
    return { file: text(search["file"]) ?? "", ...(at ? { line: at } : {}), ...(visit ? { visit } : {}) };
  },
  component: FilePage,
});

const tree = root.addChildren([
  home,
  images.addChildren([image, container]),
  components.addChildren([component]),
  pipelines.addChildren([pipeline]),
  runs.addChildren([run]),
  scans.addChildren([scan]),
  targets,
  sharing,
  settings,
  file,
]);

export function newRouter() {
  return createRouter({
    routeTree: tree,
    history: createHashHistory(),
    defaultPreload: false,
    defaultErrorComponent: RoomError,
    defaultNotFoundComponent: NoSuchRoom,
  });
}

declare module "@tanstack/react-router" {
  interface Register {
    router: ReturnType<typeof newRouter>;
  }
}
