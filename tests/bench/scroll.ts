// How long the window is kept busy while a million findings scroll by: the time from frame to frame, by the wheel and by
// jumps, beside an empty frame of the same window.

import { execFileSync } from "node:child_process";
import { createWriteStream } from "node:fs";
import { once } from "node:events";
import { join } from "node:path";

import { home, program } from "../support/program.ts";
import { Display, Window } from "../support/window.ts";

const FINDINGS = Number(process.env.INGOT_BENCH_FINDINGS ?? 1_000_000);
const FRAMES = 200;

const SEVERITIES = ["CRITICAL", "HIGH", "MEDIUM", "MEDIUM", "LOW", "INFORMATIONAL"];

function finding(number: number): string {
  const [cve, pkg] = [number % 20_000, number % 3_000];
  return JSON.stringify({
    findingArn: `arn:aws:inspector2:eu-west-1:111122223333:finding/${number}`,
    awsAccountId: "111122223333",
    type: "PACKAGE_VULNERABILITY",
    title: `CVE-2099-${cve} - package-${pkg}`,
    description: `Flaw ${cve}: an attacker who can reach the service may read memory of the process.`,
    severity: SEVERITIES[number % SEVERITIES.length],
    status: "ACTIVE",
    firstObservedAt: "2026-01-01T08:00:00Z",
    epss: { score: (number % 997) / 1_000 },
    fixAvailable: number % 3 === 0 ? "NO" : "YES",
    exploitAvailable: number % 50 === 0 ? "YES" : "NO",
    resources: [
      { id: `i-${number % 500}`, type: "AWS_EC2_INSTANCE", details: { awsEc2Instance: { imageId: `ami-${number % 200}` } } },
    ],
    packageVulnerabilityDetails: {
      vulnerabilityId: `CVE-2099-${cve}`,
      vulnerablePackages: [{ name: `package-${pkg}`, version: `1.${Math.floor(number / 20_000)}`, fixedInVersion: "2.0" }],
    },
  });
}

async function write(file: string): Promise<void> {
  const out = createWriteStream(file);
  out.write('{"findings":[');
  for (let number = 0; number < FINDINGS; number += 1) {
    if (!out.write((number === 0 ? "" : ",\n") + finding(number))) await once(out, "drain");
  }
  out.end("]}");
  await once(out, "finish");
}

/** Milliseconds from frame to frame while `step` pixels are scrolled in each; 0 is an idle window. */
const SCROLL = `
  const [step, frames, done] = arguments;
  const grid = document.querySelector('[role="grid"]');
  const scrolls = (box) => box !== null && box.scrollHeight > box.clientHeight + 100 && getComputedStyle(box).overflowY !== "visible";
  const box = [grid, ...grid.querySelectorAll("*")].find(scrolls) ?? (() => {
    let above = grid.parentElement;
    while (above !== null && !scrolls(above)) above = above.parentElement;
    return above;
  })();
  const gaps = [];
  let before = 0;
  const frame = (now) => {
    if (before > 0) gaps.push(now - before);
    before = now;
    if (gaps.length >= frames) return done({ gaps, at: box.scrollTop, height: box.scrollHeight });
    box.scrollTop += step;
    requestAnimationFrame(frame);
  };
  requestAnimationFrame(frame);
`;

interface Scrolled {
  gaps: number[];
  at: number;
  height: number;
}

const at = home();
const display = await Display.start({ width: 1280, height: 800 });
try {
  const file = join(at.folder, "findings.json");
  await write(file);
  execFileSync(program, ["scan", "import", file], { env: at.environment, stdio: "ignore" });
  const window = await Window.open(display, at, ["--sample", "--offline"], at.folder);
  try {
    await window.driver.manage().setTimeouts({ script: 120_000 });
    await window.read("Images", 60_000);
    await window.driver.executeScript("location.hash = '#/scans/1'");
    await window.see('[role="grid"] [role="row"]', 60_000);
    await new Promise((resolve) => setTimeout(resolve, 2_000));
    console.log(`scrolling ${FINDINGS.toLocaleString("en")} findings, ${FRAMES} frames each, from frame to frame`);
    let floor = 0;
    for (const [name, step] of [
      ["an idle window", 0],
      ["by the wheel (120 px a frame)", 120],
      ["fast (2,000 px a frame)", 2_000],
      ["by jumps (100,000 px a frame)", 100_000],
    ] as const) {
      const { gaps, at: place } = await window.driver.executeAsyncScript<Scrolled>(SCROLL, step, FRAMES);
      if (step > 0 && place === 0) throw new Error("nothing scrolled");
      const sorted = gaps.toSorted((a, b) => a - b);
      const of = (share: number): number => sorted[Math.min(sorted.length - 1, Math.floor(sorted.length * share))] ?? Number.NaN;
      if (step === 0) floor = of(0.5);
      const long = gaps.filter((gap) => gap > 50).length;
      console.log(
        `  ${name.padEnd(30)} median ${of(0.5).toFixed(0)} ms (${(of(0.5) / floor).toFixed(1)} x), 95 % ${of(0.95).toFixed(0)} ms, longest ${of(1).toFixed(0)} ms, ${long} over 50 ms`,
      );
    }
  } finally {
    await window.close();
  }
} finally {
  await display.stop();
  at.remove();
}
