import { QueryClientProvider } from "@tanstack/react-query";
import {
  createMemoryHistory,
  createRootRoute,
  createRoute,
  createRouter,
  RouterProvider,
} from "@tanstack/react-router";
import { render } from "@testing-library/react";
import userEvent, { type UserEvent } from "@testing-library/user-event";
import type { ReactNode } from "react";

import { followEvents, newClient } from "@/contract";
import { setPlatform } from "@/platform";

import { fakePlatform, type FakePlatform, type Handlers } from "./fake/platform";
import { fakeWorkbench, type FakeWorkbenchOptions } from "./fake/workbench";

export interface OpenRoom {
  user: UserEvent;
  fake: FakePlatform;
  /** The address on screen, decoded. */
  address: () => string;
  /** Requests of a command so far. */
  asked: (name: string) => unknown[];
}

export interface OpenRoomOptions extends FakeWorkbenchOptions {
  /** Replaces single commands. */
  handlers?: Partial<Handlers>;
}

/** Rows of a grid are drawn only where there is height; jsdom lays nothing out. */
const HEIGHT = 600;

/**
 * Shows one room at `address`, with its list at `/name` and its detail at `/name/$param`, on invented data. Other
 * rooms are only addresses.
 */
export function openRoom(
  Room: () => ReactNode,
  { name, param }: { name: string; param?: string },
  address: string,
  { handlers, ...options }: OpenRoomOptions = {},
): OpenRoom {
  Object.defineProperty(HTMLElement.prototype, "clientHeight", { configurable: true, get: () => HEIGHT });
  Object.defineProperty(HTMLElement.prototype, "clientWidth", { configurable: true, get: () => 1000 });
  const fake = fakePlatform({ ...fakeWorkbench(options), ...handlers });
  setPlatform(fake);
  const root = createRootRoute();
  const room = createRoute({ getParentRoute: () => root, path: name, component: Room });
  const elsewhere = createRoute({ getParentRoute: () => root, path: "$", component: () => null });
  const router = createRouter({
    routeTree: root.addChildren([
      param ? room.addChildren([createRoute({ getParentRoute: () => room, path: `$${param}` })]) : room,
      elsewhere,
    ]),
    history: createMemoryHistory({ initialEntries: [address] }),
    defaultPreload: false,
  });
  const client = newClient();
  followEvents(client);
  render(
    <QueryClientProvider client={client}>
      <RouterProvider router={router as never} />
    </QueryClientProvider>,
  );
  return {
    user: userEvent.setup(),
    fake,
    address: () => decodeURIComponent(router.state.location.href),
    asked: (command) => fake.calls.filter((call) => call.name === command).map((call) => call.request),
  };
}
