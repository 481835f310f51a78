// A component written in the real window: made of a script, completed, mended, renamed, and still there after a kill.

import { Key } from "selenium-webdriver";
import { afterAll, beforeAll, describe, expect, test } from "vitest";

import { artefacts, home, kill, type Home } from "../support/program.ts";
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

  const document = async (): Promise<string> => window.text(".cm-content");

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
    await window.press(Key.CONTROL, Key.END);
    await window.type(Key.ENTER);
    await window.press(Key.SHIFT, Key.HOME);
    await window.type("      - name: Show");
    await window.type(Key.ENTER);
    await window.type("action: ");
    await window.press(Key.CONTROL, " ");
    await window.see(".cm-tooltip-autocomplete");
    await window.read("WebDownload");
    await window.picture("3-completion");
    await window.type("ReadFil");
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
    kill(at);
    await window.close().catch(() => undefined);
    window = await Window.open(display, at, [], pictures);
    await window.driver.executeScript("location.hash = '#/components/Component%2Fchrony-pool'");
    await window.until(async () => (await document()).includes("- name: Show"), "the unsaved text is gone");
    await window.picture("5-after-a-kill");
    expect(await document()).toContain("ConfigureThePool");
  });
});
