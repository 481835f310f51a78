import { expect, test } from "vitest";

import { actionOf, actions, pressed, type ActionId } from "./table";

const press = (key: string, more: Partial<KeyboardEvent> = {}) => ({
  key,
  ctrlKey: false,
  metaKey: false,
  altKey: false,
  shiftKey: false,
  ...more,
});

test("keys lead to their action", () => {
  expect(pressed(press("k", { ctrlKey: true }), false)).toBe("palette.open");
  expect(pressed(press("Z", { ctrlKey: true, shiftKey: true }), false)).toBe("file.redo");
  expect(pressed(press("z", { metaKey: true }), false)).toBe("file.undo");
  expect(pressed(press("?", { shiftKey: true }), false)).toBe("shortcuts.show");
  expect(pressed(press("q"), false)).toBeNull();
});

test("while typing, a letter is a letter and undo belongs to the field", () => {
  expect(pressed(press("/"), true)).toBeNull();
  expect(pressed(press("z", { ctrlKey: true }), true)).toBeNull();
  expect(pressed(press("s", { ctrlKey: true }), true)).toBe("file.save");
});

test("no two actions that can be offered together share a key", () => {
  // What belongs to images and what belongs to scans is never on screen at once.
  const rooms = ["Image", "Scan"];
  const keys = (Object.keys(actions) as ActionId[])
    .map(actionOf)
    .filter(({ keys: key, group }) => key !== undefined && !(key === "/" && rooms.includes(group)))
    .map(({ keys: key }) => key);
  expect(new Set(keys).size).toBe(keys.length);
});
