import { screen, waitFor, within } from "@testing-library/react";
import { expect, test, vi } from "vitest";

import type { ParentChoice, VersionAdvice } from "@/contract";
import { cannotBeShared, nextDevice } from "@/pieces/volumes/volumes";
import { openRoom } from "@tests/room";

import { RecipeSettings } from ".";
import { choiceOf, followings, parentReference } from "./parent";
import { decoded, encoded, encodedLength } from "./userData";
import { adviceWords, nextWords } from "./version";

const open = () =>
  openRoom(
    () => <RecipeSettings recipe="payments-web" onSource={vi.fn<() => void>()} />,
    { name: "images", param: "recipe" },
    "/images/payments-web",
  );
const advice = (more: Partial<VersionAdvice>): VersionAdvice => ({
  current: "1.4.0",
  automatic: false,
  published: "1.4.0",
  needed: false,
  size: null,
  reasons: [],
  next: [],
  ...more,
});

test("user data survives the way into Base64 and back, and what is no text is not shown as one", () => {
  const text = "#!/bin/bash\necho “grüße” 🔒\n";
  expect(decoded(encoded(text))).toBe(text);
  expect(encoded(text)).toHaveLength(encodedLength(text));
  expect(decoded("H4sIAAAAAAAAA/NIzcnJBwCCidH3BQAAAA==")).toBeNull();
  expect(decoded("not base64 at all!")).toBeNull();
  expect(decoded("aGVs\n bG8=")).toBe("hello");
});

test("a volume under the key that AWS manages is told, one under another key or none is not", () => {
  expect(cannotBeShared({ ebs: { encrypted: true } })).toBe(true);
  expect(cannotBeShared({ ebs: { encrypted: true, kmsKeyId: "alias/aws/ebs" } })).toBe(true);
  expect(cannotBeShared({ ebs: { encrypted: true, kmsKeyId: "alias/golden" } })).toBe(false);
  expect(cannotBeShared({ ebs: { kmsKeyId: "alias/aws/ebs" } })).toBe(false);
  expect(cannotBeShared({ noDevice: "" })).toBe(false);
});

test("one more volume gets a device name that is free", () => {
  expect(nextDevice(["/dev/sda1", "/dev/sdf"], "Linux")).toBe("/dev/sdg");
  expect(nextDevice([], "Windows")).toBe("xvdf");
});

test("a reference can follow its parent pinned or wider, and what is written can always be kept", () => {
  expect(parentReference("ami-0123456789abcdef0")).toBeNull();
  const local = parentReference("ImageRecipe/golden/1.x.x");
  expect(local).toEqual({ stem: "ImageRecipe/golden", version: "1.x.x" });
  if (!local) return;
  expect(followings(local, "1.8.0").map((one) => one.key)).toEqual(["1.8.0", "1.8.x", "1.x.x", "x.x.x", ""]);
  expect(followings({ ...local, version: "0.9.1" }, "1.8.0")[0]?.key).toBe("0.9.1");
  const arn = parentReference("arn:aws:imagebuilder:eu-west-1:111122223333:image/golden/1.8.0/3");
  expect(arn?.version).toBe("1.8.0/3");
});

test("a parent is known by its name whatever version is asked for", () => {
  const choices = [{ reference: "ImageRecipe/golden/1.x.x", version: "1.8.0" } as ParentChoice];
  expect(choiceOf("ImageRecipe/golden/1.2.0", choices)).toBe(choices[0]);
  expect(choiceOf("ImageRecipe/golden-2", choices)).toBeUndefined();
});

test("a version that is taken says why, and offers the next", () => {
  expect(adviceWords(advice({ needed: true, reasons: ["a layer was added"] }))).toMatch(
    /1\.4\.0 is published, and this differs from it: a layer was added/,
  );
  expect(adviceWords(advice({ automatic: true, current: "1.0.x" }))).toMatch(/next free version of 1\.0\.x/);
  expect(nextWords({ size: "patch", version: "1.4.1" })).toBe("Patch 1.4.1");
});

test("the next version is one press, and one edit", async () => {
  const { user, asked } = open();
  await user.click(await screen.findByRole("button", { name: "Patch 2.1.1" }));
  await waitFor(() =>
    expect(asked("resource.set")).toEqual([
      {
        resource: { kind: "ImageRecipe", name: "payments-web" },
        changes: [{ path: ["semanticVersion"], value: "2.1.1" }],
      },
    ]),
  );
});

test("the trap of the AWS-managed key stands at the volumes, and a problem at its row", async () => {
  open();
  const volumes = await screen.findByRole("region", { name: "Volumes" });
  expect(
    await within(volumes).findByText(/\/dev\/sdf is encrypted with the key that AWS manages/),
  ).toBeTruthy();
  expect(within(volumes).getByText(/is 80000; AWS takes 100 to 64,000/)).toBeTruthy();
});

test("a parent is chosen from what was read; the recipe itself is not offered", async () => {
  const { user, asked } = open();
  await user.click(await screen.findByRole("button", { name: "Choose…" }));
  const dialog = await screen.findByRole("dialog", { name: "Parent image" });
  await user.click(await within(dialog).findByRole("option", { name: /golden-windows-2022/ }));
  await user.click(within(dialog).getByRole("button", { name: "Stand on it" }));
  await waitFor(() =>
    expect(asked("resource.set")).toMatchObject([
      {
        changes: [
          { path: ["parentImage"], value: expect.stringContaining("image/golden-windows-2022/x.x.x") },
        ],
      },
    ]),
  );
});
