// Every room on `ingot serve` in Chromium: accessible, from this origin only, and right when a run fails.

import { writeFileSync } from "node:fs";
import { join } from "node:path";

import { afterAll, beforeAll, describe, expect, test } from "vitest";

import { artefacts, home, type Home } from "../support/program.ts";
import { Served } from "../support/browser.ts";

interface Runs {
  runs: { run: string; pipeline: string | null; status: string; report: string | null }[];
}
interface Job {
  job: string;
}

describe("the rooms in a browser", () => {
  const pictures = artefacts("browser");
  let at: Home;
  let served: Served;
  let failed = "";
  let good = "";
  let report = "";

  beforeAll(async () => {
    at = home();
    served = await Served.start(at, ["--sample"]);
    await served.page.getByText("payments-web").first().waitFor();
    // A golden image that becomes AVAILABLE, and an overlay on it that fails in a component.
    await served.call<Job>("launch.start", { pipelines: ["golden-ubuntu-22-04"], dry_run: false, digest: null });
    const first = await served.until<Runs>("run.list", {}, ({ runs }) => runs.some((run) => run.report !== null));
    good = first.runs[0]?.run ?? "";
    report = first.runs[0]?.report ?? "";
    await served.call("session.fail_next_run", { pipeline: "payments-web", step: "openjdk-runtime:build:Install" });
    await served.call<Job>("launch.start", { pipelines: ["payments-web"], dry_run: false, digest: null });
    const second = await served.until<Runs>("run.list", {}, ({ runs }) => runs.some((run) => run.status === "FAILED"));
    failed = second.runs.find((run) => run.status === "FAILED")?.run ?? "";
    await served.call<Job>("sync.start", {});
  }, 180_000);

  afterAll(async () => {
    await served?.stop();
    at?.remove();
  });

  const rooms = (): [name: string, hash: string, there: string][] => [
    ["images", "#/images", "golden-ubuntu-22-04"],
    ["recipe", "#/images/payments-web", "openjdk-runtime"],
    ["components", "#/components", "sshd-hardening"],
    ["component", "#/components/Component%2Fsshd-hardening", "schemaVersion"],
    ["pipelines", "#/pipelines", "payments-web"],
    ["runs", "#/runs", "AVAILABLE"],
    ["run", `#/runs/${encodeURIComponent(good)}`, "ami-"],
    ["failed run", `#/runs/${encodeURIComponent(failed)}`, "FAILED"],
    ["scans", "#/scans", "golden-ubuntu-22-04"],
    ["scan", `#/scans/${report}`, "CVE-"],
    ["scan by package", `#/scans/${report}?as=package`, "With a fix"],
    ["scan whose", `#/scans/${report}?as=whose`, "Fix in your layer"],
    ["scan compare", `#/scans/${report}?as=compare`, "Before"],
    ["scan trend", `#/scans/${report}?as=trend`, "Age of what is open"],
    ["scan decisions", `#/scans/${report}?as=decisions`, "Nothing is decided yet"],
    ["all findings", "#/scans/all", "CVE-"],
    ["targets", "#/targets", "ccoe-images"],
    ["sharing", "#/sharing", "Sharing"],
    ["settings", "#/settings", "Theme"],
  ];

  for (const scheme of ["light", "dark"] as const) {
    test(`no room has a serious accessibility violation (${scheme})`, async () => {
      await served.page.emulateMedia({ colorScheme: scheme, reducedMotion: "reduce" });
      const violations: string[] = [];
      for (const [name, hash, there] of rooms()) {
        await served.go(hash);
        await served.page.getByText(there).first().waitFor();
        writeFileSync(join(pictures, `${name}-${scheme}.png`), await served.page.screenshot());
        violations.push(...(await served.violations()).map((found) => `${name}: ${found}`));
      }
      expect(violations).toEqual([]);
    });
  }

  test("a failed run says in one sentence what failed and leads to the line", async () => {
    await served.go(`#/runs/${encodeURIComponent(failed)}`);
    const sentence = served.page.getByText(/openjdk-runtime failed in step Install of phase build/);
    await sentence.first().waitFor();
    await served.page.getByText(/openjdk-runtime\/document\.yaml/).first().click();
    // The line of the step that failed is in view.
    await served.page.locator(".cm-content").getByText("name: Install").first().waitFor();
  });

  test("the row with the focus keeps it while others scroll past and the window grows", async () => {
    const { page } = served;
    await page.setViewportSize({ width: 1280, height: 480 });
    await served.go(`#/scans/${report}`);
    const grid = page.getByRole("grid", { name: "Findings" });
    await grid.getByText("CVE-").first().waitFor();
    const focused = () =>
      page.evaluate(() => document.activeElement?.closest("[role=row]")?.getAttribute("aria-rowindex") ?? null);
    await grid.locator('[data-cell="0:0"]').focus();
    for (const key of Array<string>(8).fill("PageDown")) await page.keyboard.press(key);
    const there = await focused();
    expect(Number(there)).toBeGreaterThan(30);
    for (const top of [400, 900, 1500, 300, 0]) {
      await grid.evaluate((element, to) => void (element.scrollTop = to), top);
      await page.waitForTimeout(100);
      expect(await focused()).toBe(there);
      const rows = await grid.locator("[role=row]").evaluateAll((all) => all.map((row) => row.ariaRowIndex));
      expect(new Set(rows).size).toBe(rows.length);
    }
    await page.setViewportSize({ width: 1280, height: 1400 });
    await grid.locator('[aria-rowindex="40"]').waitFor();
    expect(await focused()).toBe(there);
    await page.keyboard.press("ArrowDown");
    expect(Number(await focused())).toBe(Number(there) + 1);
    await page.setViewportSize({ width: 1280, height: 800 });
  });

  test("a change of a file by another program shows without asking", async () => {
    const view = await served.call<{ path: string }>("workspace.current", {});
    const { readFileSync } = await import("node:fs");
    const file = join(view.path, "recipes/search-api.yaml");
    await served.go("#/images/search-api");
    await served.page.getByText("search-service").first().waitFor();
    writeFileSync(file, readFileSync(file, "utf8").replace("Component/search-service", "Component/search-servise"));
    await served.page.getByText(/search-servise/).first().waitFor();
  });

  test("nothing is loaded from anywhere else", () => {
    expect(served.strayed).toEqual([]);
  });

  test("the address works once and other pages are refused", async () => {
    const url = served.page.url();
    const bare = await fetch(new URL("/api/call/session.get", url), { method: "POST", body: "{}" });
    expect(bare.status).toBe(403);
    const foreign = await fetch(new URL("/", url), { headers: { origin: "https://example.com" } });
    expect(foreign.status).toBe(403);
  });
});
