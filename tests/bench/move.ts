// How long one move of a layer takes from its key to the painted row, and to the answer of the workbench on screen,
// in the sample workspace and in a large one, beside an empty frame of the same window.

import { join } from "node:path";

import { home, type Home } from "../support/program.ts";
import { Display, Window } from "../support/window.ts";
import { DEEPEST, SIZE, writeLarge } from "./large.ts";

const MOVES = 21;

interface Times {
  frame: number;
  painted: number;
  answered: number;
}

/** Done once in the page, so that what WebDriver costs is not measured. Up and down again in turns. */
const MOVE = `
  const [down, done] = arguments;
  const rows = () => [...document.querySelectorAll('[data-kind="own"] [data-sort-key]')].map((row) => row.dataset.sortKey).join();
  const edits = () => document.querySelector("main").innerText.match(/\\d+ edits? not saved/)?.[0];
  const frame = () => new Promise((painted) => requestAnimationFrame(() => {
    const channel = new MessageChannel();
    channel.port1.onmessage = () => painted(performance.now());
    channel.port2.postMessage(null);
  }));
  (async () => {
    const idle = performance.now();
    const empty = (await frame()) - idle;
    const [order, count] = [rows(), edits()];
    const key = { key: down ? "ArrowDown" : "ArrowUp", altKey: true, bubbles: true, cancelable: true };
    const start = performance.now();
    document.activeElement.dispatchEvent(new KeyboardEvent("keydown", key));
    let painted = 0;
    let answered = 0;
    while (painted === 0 || answered === 0) {
      const now = await frame();
      if (painted === 0 && rows() !== order) painted = now - start;
      if (answered === 0 && edits() !== count) answered = now - start;
      if (now - start > 20_000) break;
    }
    done({ frame: empty, painted, answered });
  })();
`;

const median = (values: number[]): number => values.toSorted((a, b) => a - b)[Math.floor(values.length / 2)] ?? Number.NaN;

async function measured(display: Display, at: Home, args: string[], recipe: string): Promise<Times[]> {
  const window = await Window.open(display, at, args, at.folder);
  try {
    await window.driver.manage().setTimeouts({ script: 30_000 });
    await window.read(recipe, 60_000);
    await window.driver.executeScript(`location.hash = '#/images/${recipe}'`);
    const row = await window.see('[data-kind="own"] [data-sort-key]', 60_000);
    await row.click();
    await window.until(
      async () => window.driver.executeScript<boolean>("return document.activeElement.hasAttribute('data-sort-key')"),
      "no row has the focus",
    );
    const times: Times[] = [];
    for (let move = 0; move <= MOVES; move += 1) {
      times.push(await window.driver.executeAsyncScript<Times>(MOVE, move % 2 === 0));
    }
    // The first one also loads what an edit needs.
    return times.slice(1);
  } finally {
    await window.close();
  }
}

function tell(name: string, times: Times[]): void {
  console.log(`  ${name}`);
  const floor = median(times.map((time) => time.frame));
  for (const [what, of] of [
    ["an empty frame", "frame"],
    ["key to painted row", "painted"],
    ["key to the checked answer on screen", "answered"],
  ] as const) {
    const values = times.map((time) => time[of]);
    const middle = median(values);
    console.log(
      `    ${what.padEnd(38)} ${middle.toFixed(0).padStart(5)} ms  ${(middle / floor).toFixed(1)} x  (${Math.min(...values).toFixed(0)}–${Math.max(...values).toFixed(0)})`,
    );
  }
}

const at = home();
const display = await Display.start({ width: 1280, height: 800 });
try {
  console.log(`one move of a layer, ${MOVES} moves each, median`);
  tell("sample workspace", await measured(display, at, ["--sample", "--offline"], "payments-web"));
  const large = join(at.folder, "large");
  writeLarge(large);
  tell(SIZE, await measured(display, at, ["--workspace", large, "--offline"], DEEPEST));
} finally {
  await display.stop();
  at.remove();
}
