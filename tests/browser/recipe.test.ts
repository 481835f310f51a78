// Every view of the recipe editor on `ingot serve` in Chromium: accessible, light and dark.

import { writeFileSync } from "node:fs";
import { join } from "node:path";

import { afterAll, beforeAll, describe, expect, test } from "vitest";

import { Served } from "../support/browser.ts";
import { artefacts, home, type Home } from "../support/program.ts";

interface View {
  name: string;
  hash: string;
  /** A text that is there when the view is. */
  there: string | RegExp;
  open?: () => Promise<void>;
  close?: () => Promise<void>;
}

describe("the recipe editor in a browser", () => {
  const pictures = artefacts("browser-recipe");
  let at: Home;
  let served: Served;

  beforeAll(async () => {
    at = home();
    served = await Served.start(at, ["--sample"]);
    const { page } = served;
    await page.getByText("payments-web").first().waitFor();
    // Something to compare with the last commit, and a layer that is off.
    await served.call("recipe.set_layers_enabled", { recipe: "ledger-batch", slots: [1], enabled: false });
    await served.call("recipe.set_parameter", { recipe: "ledger-batch", slot: 0, name: "HeapSize", value: "2g" });
    // The accounts of the organisation, for the distribution matrix.
    await served.call("sync.start", {});
    await served.until<{ accounts: unknown[] }>("target.list", {}, ({ accounts }) => accounts.length > 0);
    // The sample has no container recipe.
    const section = page.getByRole("region", { name: "Container recipes" });
    await section.getByRole("button", { name: "New…" }).click();
    const dialog = page.getByRole("dialog");
    await dialog.getByRole("textbox").first().fill("payments-worker");
    await dialog.getByRole("textbox").nth(1).fill("amazonlinux:latest");
    await dialog.getByRole("textbox").nth(2).fill("payments/worker");
    await dialog.getByRole("button", { name: "Create" }).click();
    await page.getByText("Target repository").first().waitFor();
  });

  afterAll(async () => {
    await served?.stop();
    at?.remove();
  });

  const press = async (key: string): Promise<void> => served.page.keyboard.press(key);
  const views: View[] = [
    { name: "images", hash: "#/images", there: "Container recipes" },
    {
      name: "new image",
      hash: "#/images",
      there: "Container recipes",
      open: async () => {
        await press("Shift+N");
        await served.page.getByRole("dialog").getByText("From Amazon").waitFor();
        await served.page.getByRole("option").first().click();
      },
      close: async () => press("Escape"),
    },
    {
      name: "new overlay",
      hash: "#/images/golden-ubuntu-22-04",
      there: "sshd-hardening",
      open: async () => {
        await press("o");
        await served.page.getByRole("dialog").getByText("First layers").waitFor();
      },
      close: async () => press("Escape"),
    },
    { name: "layer that is off", hash: "#/images/ledger-batch", there: "ledger-batch-job" },
    {
      name: "several layers",
      hash: "#/images/payments-web",
      there: "openjdk-runtime",
      open: async () => {
        await served.page.getByTestId("layer-openjdk-runtime").click();
        await press("Shift+ArrowDown");
        await served.page.getByRole("toolbar", { name: "2 layers chosen" }).waitFor();
      },
    },
    {
      name: "parameters",
      hash: "#/images/payments-web",
      there: "openjdk-runtime",
      open: async () => {
        await served.page.getByTestId("layer-openjdk-runtime").click();
        await served.page.getByLabel("HeapSize").first().waitFor();
      },
    },
    {
      name: "palette",
      hash: "#/images/payments-web",
      there: "openjdk-runtime",
      open: async () => {
        await press("/");
        await served.page.getByTestId("palette-docker-engine").waitFor();
      },
      close: async () => press("Escape"),
    },
    { name: "what will run", hash: "#/images/payments-web?tab=order", there: /^\d+ steps$/ },
    { name: "settings", hash: "#/images/golden-ubuntu-22-04?tab=settings", there: "Working directory" },
    { name: "compare", hash: "#/images/ledger-batch?tab=compare", there: "What it means for the image" },
    { name: "source", hash: "#/images/payments-web?tab=source", there: "semanticVersion" },
    { name: "infrastructures", hash: "#/pipelines?view=infrastructure", there: "payments-build" },
    { name: "infrastructure", hash: "#/pipelines?view=infrastructure&resource=golden-build", there: "Instance profile" },
    { name: "distributions", hash: "#/pipelines?view=distribution", there: "ledger" },
    { name: "distribution", hash: "#/pipelines?view=distribution&resource=golden-ubuntu-22-04", there: "eu-west-1" },
    { name: "container recipe", hash: "#/images/container/payments-worker", there: "Target repository" },
  ];

  for (const scheme of ["light", "dark"] as const) {
    test(`no view has a serious accessibility violation, and none scrolls sideways (${scheme})`, async () => {
      const { page } = served;
      await page.emulateMedia({ colorScheme: scheme, reducedMotion: "reduce" });
      const wrong: string[] = [];
      for (const { name, hash, there, open, close } of views) {
        await served.go(hash);
        await page.getByText(there).first().waitFor();
        await open?.();
        writeFileSync(join(pictures, `${name.replaceAll(" ", "-")}-${scheme}.png`), await page.screenshot());
        wrong.push(...(await served.violations()).map((found) => `${name}: ${found}`));
        const wide = await page.evaluate("document.scrollingElement.scrollWidth - innerWidth");
        if (Number(wide) > 0) wrong.push(`${name}: ${wide} pixels lie beside the window`);
        await close?.();
      }
      expect(wrong).toEqual([]);
    });
  }
});
