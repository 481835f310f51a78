// How long the window takes from the start of its process to its first paint, and Ingot's to its first image on screen,
// beside an empty Tauri window in the same run. Started under WebDriver, which costs both the same.

import { execFileSync } from "node:child_process";
import { readFileSync, readdirSync } from "node:fs";
import { dirname, join } from "node:path";

import { home, program, type Home } from "../support/program.ts";
import { Display, Window } from "../support/window.ts";

const RUNS = 9;
const empty = join(dirname(program), "examples/empty-window");

/** Milliseconds since the epoch at which a process started. */
function startOf(pid: number): number {
  const fields = readFileSync(`/proc/${pid}/stat`, "utf8").split(") ")[1]?.split(" ") ?? [];
  const ticks = Number(fields[19]);
  const perSecond = Number(execFileSync("getconf", ["CLK_TCK"], { encoding: "utf8" }));
  const booted = /^btime (\d+)$/m.exec(readFileSync("/proc/stat", "utf8"))?.[1];
  const uptime = Number(readFileSync("/proc/uptime", "utf8").split(" ")[0]);
  // The boot time of /proc/stat has whole seconds; the uptime has hundredths.
  const boot = Math.abs(Date.now() - uptime * 1000 - Number(booted) * 1000) < 2_000 ? Date.now() - uptime * 1000 : Number(booted) * 1000;
  return boot + (ticks * 1000) / perSecond;
}

function pidOf(binary: string): number {
  for (const name of readdirSync("/proc")) {
    if (!/^\d+$/.test(name)) continue;
    try {
      if (readFileSync(`/proc/${name}/cmdline`, "utf8").split("\0")[0] === binary) return Number(name);
    } catch {
      // The process ended while it was looked at.
    }
  }
  throw new Error(`${binary} does not run`);
}

async function once(display: Display, at: Home, binary: string, args: string[], mark: string): Promise<number> {
  const window = await Window.open(display, at, args, at.folder, binary);
  try {
    const started = startOf(pidOf(binary));
    let ended = 0;
    await window.until(
      async () => {
        ended = await window.driver.executeScript<number>(
          `const origin = performance.timeOrigin;
           const own = performance.getEntriesByName(arguments[0])[0];
           return own === undefined ? 0 : origin + own.startTime;`,
          mark,
        );
        return ended > 0;
      },
      `${binary} did not paint ${mark}`,
    );
    return ended - started;
  } finally {
    await window.close();
  }
}

const median = (values: number[]): number => values.toSorted((a, b) => a - b)[Math.floor(values.length / 2)] ?? Number.NaN;

const at = home();
const display = await Display.start({ width: 1280, height: 800 });
try {
  // The first start makes the sample workspace; it is not measured.
  await once(display, at, program, ["--sample"], "first-contentful-paint");
  const floor: number[] = [];
  const paint: number[] = [];
  const usable: number[] = [];
  for (let run = 0; run < RUNS; run += 1) {
    floor.push(await once(display, at, empty, [], "first-contentful-paint"));
    paint.push(await once(display, at, program, ["--sample"], "first-contentful-paint"));
    usable.push(await once(display, at, program, ["--sample"], "ingot-usable"));
  }
  const base = median(floor);
  const line = (name: string, values: number[]): string =>
    `${name.padEnd(34)} ${median(values).toFixed(0).padStart(5)} ms  ${(median(values) / base).toFixed(2)} x  (${Math.min(...values).toFixed(0)}–${Math.max(...values).toFixed(0)})`;
  console.log(`window start, ${RUNS} runs each, median`);
  console.log(line("empty Tauri window: first paint", floor));
  console.log(line("Ingot: first paint", paint));
  console.log(line("Ingot: images shown, usable", usable));
} finally {
  await display.stop();
  at.remove();
}
