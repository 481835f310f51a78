// An overlay composed in the real window: by keyboard alone up to a commitable file, through a kill, and by pointer.

import { execFileSync } from "node:child_process";
import { readFileSync } from "node:fs";
import { join } from "node:path";

import { Key } from "selenium-webdriver";
import { afterAll, afterEach, beforeAll, describe, expect, test } from "vitest";

import { artefacts, home, kill, run, type Home } from "../support/program.ts";
import { Display, Window } from "../support/window.ts";

const NAME = "build-agent";

describe("an overlay composed in the window", () => {
  const pictures = artefacts("window-compose");
  let at: Home;
  let display: Display;
  let window: Window;

  beforeAll(async () => {
    at = home();
    display = await Display.start({ width: 1280, height: 800 });
    window = await Window.open(display, at, ["--sample"], pictures);
    await window.read("golden-ubuntu-22-04");
  });

  afterAll(async () => {
    await window?.close();
    await display?.stop();
    at?.remove();
  });

  afterEach(async ({ task }) => {
    if (task.result?.state === "fail") await window.picture("failed");
  });

  const workspace = (): string => join(at.folder, "data/ingot/acme-images");
  const file = (): string => readFileSync(join(workspace(), `recipes/${NAME}.yaml`), "utf8");
  const git = (...args: string[]): string =>
    execFileSync("git", ["-C", workspace(), ...args], { encoding: "utf8" });
  const layer = (name: string): string => `[data-kind="own"] [data-testid="layer-${name}"]`;
  const rows = async (of: string): Promise<string[]> =>
    window.driver.executeScript<string[]>(
      `return [...document.querySelectorAll(arguments[0])].map((row) => row.dataset.testid.slice("layer-".length))`,
      of,
    );
  /** Own layers from top to bottom, as they are on the screen. */
  const ownLayers = async (): Promise<string[]> => rows('[data-kind="own"] [data-testid^="layer-"]');
  const off = async (): Promise<string[]> => rows('[data-kind="own"] [data-testid^="layer-"]:has([data-off="true"])');
  const stack = async (...names: string[]): Promise<void> =>
    window.until(async () => (await ownLayers()).join() === names.join(), `the layers are not ${names.join(", ")}`);
  const hash = async (): Promise<string> => window.driver.executeScript<string>("return location.hash");
  const focus = async (name: RegExp): Promise<void> =>
    window.until(async () => name.test(await window.focused()), `the focus is not on ${name}`);
  const cursorOn = async (name: string): Promise<void> =>
    window.until(
      async () => (await window.driver.executeScript<string>("return document.activeElement.dataset.testid")) === `layer-${name}`,
      `the focus is not on ${name}`,
    );
  const noSidewaysScroll = async (): Promise<void> =>
    expect(
      await window.driver.executeScript<string>(
        "const { scrollWidth } = document.scrollingElement; return scrollWidth <= innerWidth ? '' : `${scrollWidth} > ${innerWidth}`;",
      ),
    ).toBe("");
  /** Picture, and that nothing on it lies beside the window. */
  const picture = async (name: string): Promise<void> => {
    await window.picture(name);
    await noSidewaysScroll();
  };
  /** Types into the palette and adds what it marks. */
  const add = async (query: string, component: string): Promise<void> => {
    await window.type(query);
    await window.see(`[data-testid="palette-${component}"][aria-selected="true"]`);
    await window.press(Key.ENTER);
    await window.see(layer(component));
  };
  const view = async (name: RegExp, tab: string): Promise<void> => {
    await window.tabTo(name, true);
    for (let presses = 0; presses < 6 && (await window.focused()) !== tab; presses += 1) await window.press(Key.ARROW_RIGHT);
    expect(await window.focused()).toBe(tab);
    await window.press(Key.ENTER);
    await window.see(`//*[@role='tab'][@aria-selected='true'][contains(., '${tab}')]`);
    expect(await window.focused(), "the focus stays on the tab").toBe(tab);
  };

  describe("by keyboard alone", () => {
    test("a new overlay on a golden image has a name and its first component", async () => {
      await window.press(Key.CONTROL, "k");
      await focus(/^Go to/);
      await window.type("golden-ubuntu-22-04");
      await window.press(Key.ENTER);
      await window.until(async () => (await hash()).endsWith("golden-ubuntu-22-04"), "the golden image did not open");
      await window.see("//h1[contains(., 'golden-ubuntu-22-04')]");
      await window.press("o");
      await window.see("//*[@role='dialog'][contains(., 'New overlay on golden-ubuntu-22-04')]");
      await focus(/^Name/);
      await window.type(NAME);
      await window.tabTo(/^Search components$/);
      await window.type("docker");
      await window.until(
        async () => !(await window.text("[role=dialog] [role=group]")).includes("nginx-tls"),
        "the components were not narrowed",
      );
      await window.tabTo(/docker-engine/);
      await window.press(" ");
      await picture("1-new-overlay");
      await window.tabTo(/^Create the image$/);
      await window.press(Key.ENTER);
      await window.until(async () => (await hash()).endsWith(NAME), "the new image did not open");
      await stack("docker-engine");
      await window.see('[data-kind="golden"] [data-testid="layer-sshd-hardening"]');
      await picture("2-created");
    });

    test("components are added from the palette by typing", async () => {
      await window.press("/");
      await focus(/^Search components$/);
      await add("nginx", "nginx-tls");
      await add("jdk", "openjdk-runtime");
      await stack("openjdk-runtime", "nginx-tls", "docker-engine");
      await picture("3-added");
      await window.press(Key.ESCAPE);
      await cursorOn("openjdk-runtime");
    });

    test("a layer moves up, two are turned off and on, one is pinned", async () => {
      await window.press(Key.ARROW_DOWN);
      await window.press(Key.ALT, Key.ARROW_UP);
      await stack("nginx-tls", "openjdk-runtime", "docker-engine");
      await window.press(Key.SHIFT, Key.ARROW_DOWN);
      await window.see("//*[@role='toolbar'][@aria-label='2 layers chosen']");
      await window.press(" ");
      await window.until(async () => (await off()).join() === "nginx-tls,openjdk-runtime", "two layers are not off");
      await picture("4-off");
      await window.press(" ");
      await window.until(async () => (await off()).length === 0, "the layers are not on again");
      await window.press(Key.ARROW_DOWN);
      await cursorOn("docker-engine");
      await window.press("p");
      await window.until(async () => (await window.text("aside")).includes("Pinned."), "it is not pinned");
      await picture("5-pinned");
    });

    test("a required parameter is set, undone and redone by its name", async () => {
      await window.press(Key.ARROW_UP);
      await cursorOn("openjdk-runtime");
      await window.until(
        async () => (await window.text(layer("openjdk-runtime"))).includes("needs HeapSize"),
        "what is missing is not said",
      );
      await window.press(Key.ENTER);
      await window.tabTo(/^HeapSize/);
      await window.type("2g");
      await window.press(Key.ENTER);
      await window.until(
        async () => !(await window.text(layer("openjdk-runtime"))).includes("needs"),
        "the parameter was not set",
      );
      await picture("6-parameter");
      await window.tabTo(/^openjdk-runtime/, true);
      await window.press(Key.CONTROL, "z");
      await window.read("Undid HeapSize of openjdk-runtime");
      await window.until(
        async () => (await window.text(layer("openjdk-runtime"))).includes("needs HeapSize"),
        "the parameter is still set",
      );
      await picture("7-undone");
      await window.press(Key.CONTROL, Key.SHIFT, "z");
      await window.read("Redid HeapSize of openjdk-runtime");
      await window.until(
        async () => !(await window.text(layer("openjdk-runtime"))).includes("needs"),
        "the parameter is not set again",
      );
    });

    test("what will run is searched", async () => {
      await view(/^Layers$/, "What will run");
      await window.tabTo(/^Search the steps$/);
      await window.type("docker");
      await window.until(async () => /^\d+ of \d+ steps$/m.test(await window.text("main")), "the steps were not narrowed");
      await picture("8-what-will-run");
      await window.press(Key.ESCAPE);
    });

    test("Compare shows the new layers beside the golden image", async () => {
      await view(/^What will run$/, "Compare");
      await window.tabTo(/^Before/);
      await window.press(Key.ENTER);
      await focus(/^Find a commit/);
      await window.type("golden-ubuntu-22-04");
      await window.until(async () => !(await window.text("[role=menu]")).includes("search-api"), "it was not narrowed");
      await window.press(Key.ENTER);
      for (const name of ["docker-engine", "nginx-tls", "openjdk-runtime"]) {
        await window.until(async () => (await window.text("[role=tabpanel]")).includes(name), `${name} is not compared`);
      }
      await picture("9-compare");
    });

    test("saving writes what Git shows and the check accepts", async () => {
      await window.press(Key.CONTROL, "s");
      await window.until(async () => file().includes("HeapSize"), "the recipe was not saved");
      expect(git("status", "--porcelain").trim()).toBe(`?? recipes/${NAME}.yaml`);
      expect(file()).toContain("parentImage: ImageRecipe/golden-ubuntu-22-04/");
      expect([...file().matchAll(/componentArn: (\S+)/g)].map(([, reference]) => reference)).toEqual([
        "Component/docker-engine/24.0.7",
        "Component/openjdk-runtime",
        "Component/nginx-tls",
      ]);
      const { code, stdout } = await run(at, ["check", workspace()]);
      expect(stdout).toContain("no problems");
      expect(code).toBe(0);
    });

    test("an unsaved edit and its undo survive a kill", async () => {
      await view(/^Compare$/, "Layers");
      await window.tabTo(/^openjdk-runtime/);
      await window.press(Key.HOME);
      await cursorOn("nginx-tls");
      await window.press(Key.DELETE);
      await stack("openjdk-runtime", "docker-engine");
      await window.read("1 edit not saved");
      kill(at);
      await window.close().catch(() => undefined);
      window = await Window.open(display, at, [], pictures);
      await window.driver.executeScript(`location.hash = '#/images/${NAME}'`);
      await stack("openjdk-runtime", "docker-engine");
      expect(file()).toContain("nginx-tls");
      await picture("10-after-a-kill");
      await window.press(Key.CONTROL, "z");
      await window.read("Undid removal of nginx-tls");
      await stack("nginx-tls", "openjdk-runtime", "docker-engine");
    });
  });

  describe("by pointer", () => {
    const box = async (selector: string): Promise<{ x: number; y: number; width: number; height: number }> =>
      (await window.see(selector)).getRect();

    test("a component is dragged from the palette between two layers", async () => {
      await (await window.see("//button[contains(., 'Add a layer')]")).click();
      const search = await window.see('input[aria-label="Search components"]');
      await search.sendKeys("node-runtime");
      const source = await box('[data-testid="palette-node-runtime"]');
      const target = await box(layer("openjdk-runtime"));
      const [x, y] = [Math.round(target.x + target.width / 2), Math.round(target.y + target.height)];
      await window.driver
        .actions({ async: true })
        .move({ x: Math.round(source.x + 20), y: Math.round(source.y + source.height / 2) })
        .press()
        .move({ x: Math.round(source.x), y: Math.round(source.y + 20), duration: 80 })
        .move({ x, y: y - 20, duration: 120 })
        .move({ x, y: y - 1, duration: 120 })
        .perform();
      expect(await window.driver.executeScript<string>("return String(getSelection())"), "no text is marked").toBe("");
      await picture("11-dragged");
      await window.driver.actions({ async: true }).release().perform();
      await stack("nginx-tls", "openjdk-runtime", "node-runtime", "docker-engine");
    });

    test("two chosen layers are dragged together", async () => {
      await (await window.see(layer("nginx-tls"))).click();
      const second = await window.see(layer("openjdk-runtime"));
      await window.driver.actions().keyDown(Key.SHIFT).move({ origin: second }).press().release().keyUp(Key.SHIFT).perform();
      await window.see("//*[@role='toolbar'][@aria-label='2 layers chosen']");
      const source = await box(layer("nginx-tls"));
      const target = await box(layer("docker-engine"));
      const x = Math.round(source.x + 14);
      const middle = Math.round(source.y + source.height / 2);
      await window.driver
        .actions({ async: true })
        .move({ x, y: middle })
        .press()
        .move({ x, y: middle + 12, duration: 80 })
        .move({ x, y: Math.round(target.y), duration: 160 })
        .move({ x, y: Math.round(target.y + target.height), duration: 160 })
        .perform();
      await picture("12-two-dragged");
      await window.driver.actions({ async: true }).release().perform();
      await stack("node-runtime", "docker-engine", "nginx-tls", "openjdk-runtime");
    });

    test("no view scrolls sideways", async () => {
      for (const tab of ["What will run", "Settings", "Compare", "Source", "Layers"]) {
        await (await window.see(`//*[@role='tab'][contains(., '${tab}')]`)).click();
        await window.see(`//*[@role='tab'][@aria-selected='true'][contains(., '${tab}')]`);
        await picture(`13-${tab.toLowerCase().replaceAll(" ", "-")}`);
      }
    });
  });
});
