// The real window: Xvfb, WebKitWebDriver and the built program, one of each a journey.

import { type ChildProcess, spawn } from "node:child_process";
import { writeFileSync } from "node:fs";
import { createServer } from "node:net";
import { join } from "node:path";

import { Capabilities, Key, WebDriver, type WebElement, By, until } from "selenium-webdriver";
import { Executor, HttpClient } from "selenium-webdriver/http/index.js";

import { type Home, program, startUntil, stop } from "./program.ts";

export interface Size {
  readonly width: number;
  readonly height: number;
}

/** A virtual display of this size. */
export class Display {
  private readonly child: ChildProcess;
  readonly name: string;

  private constructor(child: ChildProcess, name: string) {
    this.child = child;
    this.name = name;
  }

  static async start(size: Size): Promise<Display> {
    const screen = ["-screen", "0", `${size.width}x${size.height}x24`, "-nolisten", "tcp"];
    const { child, found } = await startUntil("Xvfb", ["-displayfd", "1", ...screen], process.env, (line) =>
      /^\d+$/.test(line) ? line : undefined,
    );
    return new Display(child, `:${found}`);
  }

  async stop(): Promise<void> {
    await stop(this.child);
  }
}

/** The program's window, driven over WebDriver. */
export class Window {
  readonly driver: WebDriver;
  private readonly service: ChildProcess;
  private readonly pictures: string;

  private constructor(driver: WebDriver, service: ChildProcess, pictures: string) {
    this.driver = driver;
    this.service = service;
    this.pictures = pictures;
  }

  static async open(
    display: Display,
    at: Home,
    args: string[],
    pictures: string,
    binary: string = program,
  ): Promise<Window> {
    const port = await freePort();
    const service = spawn("WebKitWebDriver", [`--port=${port}`], {
      env: {
        ...at.environment,
        DISPLAY: display.name,
        WAYLAND_DISPLAY: "",
        TAURI_WEBVIEW_AUTOMATION: "true",
      },
      stdio: "ignore",
    });
    await listening(port);
    const capabilities = new Capabilities();
    capabilities.set("webkitgtk:browserOptions", { binary, args });
    const executor = new Executor(Promise.resolve(new HttpClient(`http://127.0.0.1:${port}`)));
    const driver = WebDriver.createSession(executor, capabilities);
    try {
      await driver.getSession();
    } catch (error) {
      await stop(service);
      throw error;
    }
    return new Window(driver, service, pictures);
  }

  /** Waits for the element to be there and shown. */
  async see(selector: string, milliseconds = 20_000): Promise<WebElement> {
    const by = selector.startsWith("//") ? By.xpath(selector) : By.css(selector);
    const element = await this.driver.wait(until.elementLocated(by), milliseconds, `${selector} did not appear`);
    await this.driver.wait(until.elementIsVisible(element), milliseconds, `${selector} is not visible`);
    return element;
  }

  /** Waits until the text is somewhere on the page. */
  async read(text: string, milliseconds = 20_000): Promise<void> {
    await this.until(
      async () => (await this.driver.executeScript<string>("return document.body.innerText")).includes(text),
      `"${text}" did not appear`,
      milliseconds,
    );
  }

  async until(condition: () => Promise<boolean>, message: string, milliseconds = 20_000): Promise<void> {
    await this.driver.wait(
      async () => {
        try {
          return await condition();
        } catch {
          // React may have replaced an element between finding and reading it.
          return false;
        }
      },
      milliseconds,
      message,
    );
  }

  /** What is to be read in the first element that matches; empty where there is none. */
  async text(selector: string): Promise<string> {
    // Not WebDriver's own text command: its script changes prototypes, which the window has frozen.
    return this.driver.executeScript<string>(
      "const found = document.querySelector(arguments[0]); return found instanceof HTMLElement ? found.innerText : '';",
      selector,
    );
  }

  /** Presses the last key while the others are held. */
  async press(...keys: string[]): Promise<void> {
    const held = keys.slice(0, -1);
    let actions = this.driver.actions();
    for (const key of held) actions = actions.keyDown(key);
    actions = actions.sendKeys(keys.at(-1) ?? "");
    for (const key of held.toReversed()) actions = actions.keyUp(key);
    await actions.perform();
  }

  async type(text: string): Promise<void> {
    await this.driver.actions().sendKeys(text).perform();
  }

  /** The name of what has the focus, as a screen reader would say it. */
  async focused(): Promise<string> {
    return this.driver.executeScript<string>(
      `const at = document.activeElement;
       if (at === null || at === document.body) return "";
       const labels = [...(at.labels ?? [])].map((label) => label.innerText).join(" ");
       return (at.getAttribute("aria-label") || labels || at.innerText || "").replace(/\\s+/g, " ").trim();`,
    );
  }

  /** Presses Tab, or Shift with Tab, until the focus is on what has this name. */
  async tabTo(name: RegExp, back = false): Promise<void> {
    const passed: string[] = [];
    for (let presses = 0; presses < 60; presses += 1) {
      await (back ? this.press(Key.SHIFT, Key.TAB) : this.press(Key.TAB));
      const at = await this.focused();
      if (name.test(at)) return;
      passed.push(at);
    }
    throw new Error(`Tab did not lead to ${name}, but to ${passed.join(" | ")}`);
  }

  async picture(name: string): Promise<void> {
    // The picture shows what was painted last: let the frame with what was waited for be painted.
    await this.driver.executeAsyncScript(
      "const done = arguments[0]; requestAnimationFrame(() => requestAnimationFrame(() => requestAnimationFrame(done)));",
    );
    // Where the processor paints, WebKitGTK takes the picture when it paints next, so something has to change.
    await this.driver.executeScript(`
      const root = document.documentElement;
      window.repainting = setInterval(() => root.style.outlineColor = root.style.outlineColor ? "" : "transparent", 50);
      root.style.outlineStyle = "solid";
    `);
    const png = await this.driver.takeScreenshot();
    await this.driver.executeScript(
      "clearInterval(window.repainting); delete window.repainting; document.documentElement.style.outline = '';",
    );
    writeFileSync(join(this.pictures, `${name}.png`), Buffer.from(png, "base64"));
  }

  async close(): Promise<void> {
    try {
      await this.driver.quit();
    } finally {
      await stop(this.service);
    }
  }
}

async function freePort(): Promise<number> {
  return new Promise((accept, refuse) => {
    const server = createServer();
    server.once("error", refuse);
    server.listen(0, "127.0.0.1", () => {
      const address = server.address();
      server.close(() =>
        typeof address === "object" && address !== null ? accept(address.port) : refuse(new Error("no port")),
      );
    });
  });
}

async function listening(port: number): Promise<void> {
  for (let attempt = 0; ; attempt += 1) {
    try {
      await fetch(`http://127.0.0.1:${port}/status`);
      return;
    } catch (error) {
      if (attempt > 100) throw error;
      await new Promise((accept) => setTimeout(accept, 50));
    }
  }
}
