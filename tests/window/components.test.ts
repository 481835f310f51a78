// A component written in the real window: made of a script, completed, mended, renamed, and still there after a kill.

import { readFileSync, readdirSync } from "node:fs";

import { Key } from "selenium-webdriver";
import { afterAll, beforeAll, describe, expect, test } from "vitest";

import { artefacts, home, program, type Home } from "../support/program.ts";
import { Display, Window } from "../support/window.ts";

const SCRIPT = `#!/bin/bash
set -euo pipefail
CHRONY_POOL="time.example.com"

# Install chrony
yum install -y chrony

# Configure the pool
echo "pool $CHRONY_POOL iburst" > /etc/chrony.conf
`;

describe("a component in the window", () => {
  const pictures = artefacts("window-components");
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

  const press = async (...keys: string[]): Promise<void> =>
    window.driver.actions().keyDown(keys[0]!).sendKeys(...keys.slice(1)).keyUp(keys[0]!).perform();
  const type = async (text: string): Promise<void> => window.driver.actions().sendKeys(text).perform();
  const document = async (): Promise<string> => window.text(".cm-content");
  /** Kills the program as a crash or a power cut would. */
  const kill = (): void => {
    for (const name of readdirSync("/proc").filter((entry) => /^\d+$/.test(entry))) {
      try {
        const ours = readFileSync(`/proc/${name}/environ`, "utf8").includes(at.folder);
        if (ours && readFileSync(`/proc/${name}/cmdline`, "utf8").split("\0")[0] === program) process.kill(Number(name), "SIGKILL");
      } catch {
        // It ended while it was looked at.
      }
    }
  };

  test("a shell script becomes a component with a step for each section and a parameter", async () => {
    await window.driver.executeScript("location.hash = '#/components'");
    await (await window.see("//button[contains(., 'New component')]")).click();
    await (await window.see("//*[@role='dialog']//*[contains(text(), 'Script')]")).click();
    const script = await window.see("[role=dialog] textarea");
    await script.sendKeys(SCRIPT.replaceAll("\n", Key.ENTER));
    await window.read("InstallChrony");
    await window.read("ChronyPool");
    const name = await window.see("[role=dialog] input[name=name], [role=dialog] input[type=text]");
    await name.sendKeys("chrony-pool");
    await window.picture("1-from-a-script");
    await (await window.see("//*[@role='dialog']//button[contains(., 'Create')]")).click();
    await window.until(
      async () => (await window.driver.executeScript<string>("return location.hash")).includes("chrony-pool"),
      "the new component did not open",
    );
    await window.until(async () => (await document()).includes("ConfigureThePool"), "its document is not shown");
    await window.picture("2-created");
  });

  test("completion offers the actions, and a misspelt one is mended by its fix", async () => {
    await (await window.see(".cm-content")).click();
    await press(Key.CONTROL, Key.END);
    await type(Key.ENTER);
    await press(Key.SHIFT, Key.HOME);
    await type("      - name: Show");
    await type(Key.ENTER);
    await type("action: ");
    await press(Key.CONTROL, " ");
    await window.see(".cm-tooltip-autocomplete");
    await window.read("WebDownload");
    await window.picture("3-completion");
    await type("ReadFil");
    await (await window.see("//*[@role='tab'][contains(., 'Problems')]")).click();
    const fix = await window.see("//*[@role='tabpanel']//button[contains(., 'ReadFile')]");
    await window.picture("4-problem");
    await fix.click();
    await window.until(async () => (await document()).includes("action: ReadFile"), "the fix was not applied");
  });

  test("what was typed survives a kill", async () => {
    await window.until(async () => (await document()).includes("- name: Show"), "the text was not typed");
    // Typing is handed over after a pause, at the latest after a second.
    await new Promise((accept) => setTimeout(accept, 1_500));
    kill();
    await window.close().catch(() => undefined);
    window = await Window.open(display, at, [], pictures);
    await window.driver.executeScript("location.hash = '#/components/Component%2Fchrony-pool'");
    await window.until(async () => (await document()).includes("- name: Show"), "the unsaved text is gone");
    await window.picture("5-after-a-kill");
    expect(await document()).toContain("ConfigureThePool");
  });
});
