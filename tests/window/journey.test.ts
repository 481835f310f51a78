// The main job in the real window: from a layered recipe to its scan report, and all of it again offline.

import { execFileSync } from "node:child_process";
import { join } from "node:path";

import { Key } from "selenium-webdriver";
import { afterAll, beforeAll, describe, expect, test } from "vitest";

import { artefacts, home, type Home } from "../support/program.ts";
import { Display, Window } from "../support/window.ts";

const RUNS_LAST = 90_000;

describe("the main job in the window", () => {
  const pictures = artefacts("window");
  let at: Home;
  let display: Display;
  let window: Window;

  beforeAll(async () => {
    at = home();
    display = await Display.start({ width: 1280, height: 800 });
    window = await Window.open(display, at, ["--sample"], pictures);
  });

  afterAll(async () => {
    await window?.close();
    await display?.stop();
    at?.remove();
  });

  const workspace = (): string => join(at.folder, "data/ingot/acme-images");
  const diff = (): string =>
    execFileSync("git", ["-C", workspace(), "diff", "--unified=0"], { encoding: "utf8" });
  const changedLines = (): string[] =>
    diff()
      .split("\n")
      .filter((line) => /^[+-](?![+-])/.test(line));
  /** Own layers from top to bottom, as they are on the screen. */
  const ownLayers = async (): Promise<string[]> =>
    window.driver.executeScript<string[]>(
      `return [...document.querySelectorAll('[data-kind="own"] [data-testid^="layer-"]')]
        .map((row) => row.dataset.testid.slice("layer-".length))`,
    );
  const layer = (name: string): string => `[data-testid="layer-${name}"]`;

  test("the images stand as a tree of golden images and overlays", async () => {
    await window.read("golden-ubuntu-22-04");
    await window.read("payments-web");
    await window.picture("1-images");
  });

  test("an overlay shows its strata: parent, locked golden layers, own layers, tests", async () => {
    await (await window.see('nav a[href*="payments-web"]')).click();
    await window.see(layer("openjdk-runtime"));
    await window.read("Ubuntu Server 22.04 LTS");
    expect(await ownLayers()).toEqual(["payments-service", "openjdk-runtime", "nginx-tls"]);
    await window.see(`[data-kind="golden"] ${layer("sshd-hardening")}`);
    await window.see(`[data-kind="tests"] ${layer("payments-smoke")}`);
    await window.picture("2-strata");
  });

  test("a component from the palette becomes the top layer", async () => {
    await (await window.see("//button[contains(., 'Add a layer')]")).click();
    const search = await window.see('input[aria-label="Search components"], [aria-label="Components to add"] input');
    await search.sendKeys("docker");
    await window.see('[data-testid="palette-docker-engine"]');
    await search.sendKeys(Key.ENTER);
    await window.see(layer("docker-engine"));
    expect((await ownLayers())[0]).toBe("docker-engine");
    await window.picture("3-added");
  });

  test("a layer moves by keyboard and by mouse", async () => {
    await (await window.see(layer("docker-engine"))).click();
    await window.press(Key.ALT, Key.ARROW_DOWN);
    await window.until(
      async () => (await ownLayers()).indexOf("docker-engine") === 1,
      "Alt+Down did not move the layer",
    );
    // By the handle, over the lowest layer of the band.
    const from = await window.see(layer("docker-engine"));
    const to = await window.see(layer("nginx-tls"));
    const [source, target] = [await from.getRect(), await to.getRect()];
    const x = Math.round(source.x + 14);
    const y = (rect: { y: number; height: number }, share: number): number => Math.round(rect.y + rect.height * share);
    await window.driver
      .actions({ async: true })
      .move({ x, y: y(source, 0.5) })
      .press()
      .move({ x, y: y(source, 0.9), duration: 80 })
      .move({ x, y: y(target, 0.4), duration: 120 })
      .move({ x, y: y(target, 0.8), duration: 120 })
      .release()
      .perform();
    await window.until(
      async () => (await ownLayers()).at(-1) === "docker-engine",
      "dragging did not move the layer to the bottom of the band",
    );
    await window.picture("4-moved");
  });

  test("a layer is removed and nothing is left of it", async () => {
    await (await window.see(layer("docker-engine"))).click();
    await window.driver.actions().sendKeys(Key.DELETE).perform();
    await window.until(async () => !(await ownLayers()).includes("docker-engine"), "the layer is still there");
    expect(await ownLayers()).toEqual(["payments-service", "openjdk-runtime", "nginx-tls"]);
  });

  test("a problem appears beside its layer and disappears when it is mended", async () => {
    await (await window.see(layer("openjdk-runtime"))).click();
    const field = await window.see("//aside[@aria-label='Inspector']//label[contains(., 'HeapSize')]/following::input[1]");
    await field.click();
    await window.press(Key.CONTROL, "a");
    await field.sendKeys(Key.BACK_SPACE, Key.ENTER);
    await window.until(
      async () => (await window.text(layer("openjdk-runtime"))).includes("needs HeapSize"),
      "the missing value did not show beside the layer",
    );
    await window.read("1 error");
    await window.picture("5-problem");
    // Undo brings the value back, and the problem goes with it.
    await (await window.see(layer("openjdk-runtime"))).click();
    await window.press(Key.CONTROL, "z");
    await window.until(
      async () => !(await window.text(layer("openjdk-runtime"))).includes("needs"),
      "the problem did not disappear",
    );
    const again = await window.see("//aside[@aria-label='Inspector']//label[contains(., 'HeapSize')]/following::input[1]");
    await again.click();
    await window.press(Key.CONTROL, "a");
    await again.sendKeys("6g", Key.ENTER);
    await window.read("No problems");
  });

  test("saving changes only the lines that had to change", async () => {
    expect(diff(), "nothing is written before it is saved").toBe("");
    await window.press(Key.CONTROL, "s");
    await window.until(async () => diff() !== "", "the recipe was not saved");
    expect(changedLines().map((line) => line.trim())).toHaveLength(2);
    expect(changedLines()[0]).toContain("4g");
    expect(changedLines()[1]).toContain("6g");
    await window.picture("6-saved");
  });

  test("a launch shows its plan first and then runs to AVAILABLE", async () => {
    await (await window.see("//button[contains(., 'Launch…')]")).click();
    const confirm = await window.see('[data-testid="launch-confirm"]');
    await window.until(
      async () => (await window.text('[data-testid="launch-confirm"]')) === "Launch 2 pipelines",
      "the plan did not come",
    );
    await window.read("111122223333");
    await window.picture("7-plan");
    await confirm.click();
    await window.read("golden-ubuntu-22-04");
    await window.picture("8-running");
    await window.until(
      async () =>
        (await window.driver.executeScript<string>("return location.hash")).includes("payments-web") &&
        (await window.text('[data-testid="run-status"]')).includes("AVAILABLE"),
      "the run of payments-web did not become AVAILABLE",
      RUNS_LAST,
    );
    await window.read("ami-");
    await window.picture("9-available");
  });

  test("its scan report can be narrowed to critical findings with a fix", async () => {
    await (await window.see("//*[self::a or self::button][contains(., 'Open scan report')]", RUNS_LAST)).click();
    const total = async (): Promise<string> => window.text('[data-testid="finding-total"]');
    await window.until(async () => /^\d+ findings/.test(await total()), "the findings were not counted");
    const all = Number.parseInt(await total(), 10);
    await (await window.see("//*[@role='group' and @aria-label='Severity']//*[@role='checkbox'][contains(., 'Critical')]")).click();
    await (await window.see("//*[@role='group' and @aria-label='Fix']//*[@role='checkbox'][contains(., 'Available')]")).click();
    await window.until(async () => {
      const shown = Number.parseInt(await total(), 10);
      return shown > 0 && shown < all;
    }, "the filters did not narrow the list");
    await window.until(
      async () => (await window.driver.executeScript<string>("return document.querySelector('[role=grid]').innerText")).includes("CVE-"),
      "no finding is shown",
    );
    await window.picture("10-findings");
  });

  test("offline, with the sandbox stopped, all of it is still there with its age", async () => {
    await window.close();
    window = await Window.open(display, at, ["--offline"], pictures);
    await window.read("payments-web");
    await window.read("Offline");
    await (await window.see("//nav//a[contains(., 'Runs')]")).click();
    await window.read("AVAILABLE");
    await window.picture("11-offline-runs");
    await (await window.see("//nav//a[contains(., 'Scans')]")).click();
    await window.read("payments-web 2.1.0");
    await (await window.see("//main//a[contains(., 'payments-web 2.1.0')] | //main//*[@role='row'][contains(., 'payments-web 2.1.0')]")).click();
    await window.until(
      async () => /\d+/.test(await window.text('[data-testid="finding-total"]')),
      "the findings are gone",
    );
    await window.read("as of");
    await window.picture("12-offline-findings");
  });
});
