// `ingot serve` in headless Chromium.

import type { ChildProcess } from "node:child_process";
import { existsSync } from "node:fs";

import { AxeBuilder } from "@axe-core/playwright";
import { type Browser, type BrowserContextOptions, chromium, type Page } from "playwright-core";

import { type Home, program, startUntil, stop } from "./program.ts";

/** The system's, else the one that `make test` had Playwright fetch. */
const CHROMIUM = ["/usr/bin/chromium", "/usr/bin/google-chrome"].find((path) => existsSync(path));

/** Chromium asks its maker's servers many things at start; none of them may matter here. */
const ALONE = [
  "--no-sandbox",
  "--disable-gpu",
  "--disable-quic",
  "--no-first-run",
  "--disable-background-networking",
  "--disable-component-update",
  "--disable-sync",
];

/** A served workbench and one page on it. */
export class Served {
  readonly page: Page;
  /** Requests that left this origin; there must be none. */
  readonly strayed: string[] = [];
  private readonly browser: Browser;
  private readonly server: ChildProcess;

  private constructor(page: Page, browser: Browser, server: ChildProcess, origin: string) {
    this.page = page;
    this.browser = browser;
    this.server = server;
    page.on("request", (request) => {
      const url = request.url();
      if (!url.startsWith(origin) && !url.startsWith("data:") && !url.startsWith("blob:")) this.strayed.push(url);
    });
  }

  static async start(at: Home, args: string[], context: BrowserContextOptions = {}): Promise<Served> {
    const { child, found } = await startUntil(program, ["serve", ...args, "--format", "json"], at.environment, (line) => {
      const told: unknown = JSON.parse(line);
      return typeof told === "object" && told !== null && "url" in told ? String(told.url) : undefined;
    });
    const browser = await chromium.launch({ args: ALONE, ...(CHROMIUM === undefined ? {} : { executablePath: CHROMIUM }) });
    const page = await (await browser.newContext({ viewport: { width: 1280, height: 800 }, ...context })).newPage();
    const served = new Served(page, browser, child, new URL(found).origin);
    await page.goto(found);
    return served;
  }

  /** Calls a command of the workbench as the page would. */
  async call<T>(name: string, request: unknown): Promise<T> {
    return this.page.evaluate(
      async ([command, body]) => {
        const answer = await fetch(`/api/call/${command}`, {
          method: "POST",
          headers: { "content-type": "application/json" },
          body: JSON.stringify(body),
        });
        const value: unknown = await answer.json();
        if (!answer.ok) throw new Error(JSON.stringify(value));
        return value as T;
      },
      [name, request] as const,
    );
  }

  /** Waits until a command's answer is as wanted. */
  async until<T>(name: string, request: unknown, wanted: (answer: T) => boolean, milliseconds = 90_000): Promise<T> {
    const end = Date.now() + milliseconds;
    for (;;) {
      const answer = await this.call<T>(name, request);
      if (wanted(answer)) return answer;
      if (Date.now() > end) throw new Error(`${name} did not become as wanted: ${JSON.stringify(answer)}`);
      await this.page.waitForTimeout(200);
    }
  }

  /** Goes to a room, without loading the page again. */
  async go(hash: string): Promise<void> {
    await this.page.goto(new URL(hash, this.page.url()).href);
  }

  /** What is seriously wrong with the page for people who use it with a keyboard or a screen reader. */
  async violations(): Promise<string[]> {
    const { violations } = await new AxeBuilder({ page: this.page }).analyze();
    return violations
      .filter(({ impact }) => impact === "serious" || impact === "critical")
      .map(({ id, nodes }) => `${id}: ${nodes.map((node) => node.html).join(" | ")}`);
  }

  async stop(): Promise<void> {
    await this.browser.close();
    await stop(this.server);
  }
}
