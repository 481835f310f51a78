import { render, screen } from "@testing-library/react";
import userEvent from "@testing-library/user-event";
import { expect, test } from "vitest";

import { IconButton } from "./Button";
import { Menu } from "./Menu";

test("a menu is opened, walked through and chosen from by keyboard alone", async () => {
  const user = userEvent.setup();
  const done: string[] = [];
  const entry = (id: string) => ({ id, label: id, act: () => done.push(id) });
  render(
    <Menu label="Actions" groups={[{ id: "all", entries: [entry("Duplicate"), entry("Rename")] }]}>
      <IconButton icon="more" label="More" />
    </Menu>,
  );
  await user.tab();
  await user.keyboard("{Enter}");
  expect(document.activeElement).toBe(await screen.findByRole("menuitem", { name: "Duplicate" }));
  await user.keyboard("{ArrowDown}{Enter}");
  expect(done).toEqual(["Rename"]);
});
