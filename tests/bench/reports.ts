// How many findings a second an import stores, ready to be searched, beside programs that people load such a file with,
// on the same file, as Inspector writes it, in the same run: DuckDB's read_json into a table, and sqlite-utils, without and
// with its index of words.

import { execFileSync } from "node:child_process";
import { existsSync, mkdtempSync, readFileSync, readdirSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";

const repository = join(import.meta.dirname, "../..");

const FINDINGS = Number(process.env.INGOT_BENCH_COMPARED ?? 200_000);

/** The Python programs in an environment of their own below `target/`. */
function python(): string {
  const environment = join(process.env.CARGO_TARGET_DIR ?? join(repository, "target"), "python-reports");
  const wanted = readFileSync(join(import.meta.dirname, "reports-requirements.txt"), "utf8");
  const have = join(environment, "requirements.txt");
  if (!existsSync(have) || readFileSync(have, "utf8") !== wanted) {
    rmSync(environment, { recursive: true, force: true });
    execFileSync("python3", ["-m", "venv", environment]);
    execFileSync(join(environment, "bin/pip"), ["install", "--quiet", "--disable-pip-version-check", "-r", join(import.meta.dirname, "reports-requirements.txt")]);
    writeFileSync(have, wanted);
  }
  return join(environment, "bin");
}

// One object holds all findings, so DuckDB has to be allowed objects as long as the file.
const DUCKDB = `
import duckdb, os, sys
file, target, findings = sys.argv[1], sys.argv[2], int(sys.argv[3])
database = duckdb.connect(target)
database.execute("SET threads = 2")
size = 2 * os.path.getsize(file)
database.execute(f"CREATE TABLE findings AS SELECT unnest(findings, max_depth := 2) FROM read_json(?, maximum_object_size = {size})", [file])
rows = database.execute("SELECT count(*) FROM findings").fetchone()[0]
assert rows == findings, rows
database.close()
`;

const SQLITE_UTILS = `
import json, sqlite_utils, sys
file, target, findings = sys.argv[1], sys.argv[2], int(sys.argv[3])
table = sqlite_utils.Database(target)["findings"]
table.insert_all(json.load(open(file))["findings"])
assert table.count == findings, table.count
`;

// What Ingot's import has made, too.
const SQLITE_UTILS_WORDS = `
import sqlite_utils, sys
sqlite_utils.Database(sys.argv[1])["findings"].enable_fts(["title", "description"])
`;

/** Seconds that a program takes, and the most memory it had in MB. */
function measured(command: string, ...args: string[]): { seconds: number; memory: number } {
  const script = `
import resource, subprocess, sys, time
start = time.monotonic()
subprocess.run(sys.argv[1:], check=True, stdout=subprocess.DEVNULL)
print(time.monotonic() - start, resource.getrusage(resource.RUSAGE_CHILDREN).ru_maxrss // 1024)
`;
  const told = execFileSync("python3", ["-c", script, command, ...args], { encoding: "utf8" });
  const [seconds, memory] = told.trim().split(" ").map(Number);
  return { seconds: seconds ?? Number.NaN, memory: memory ?? Number.NaN };
}

const bin = python();
const folder = mkdtempSync(join(tmpdir(), "ingot-reports-"));
try {
  const told = execFileSync("cargo", ["bench", "--locked", "--quiet", "-p", "ingot-store", "--bench", "findings"], {
    cwd: repository,
    encoding: "utf8",
    env: { ...process.env, INGOT_BENCH_FINDINGS: String(FINDINGS), INGOT_BENCH_ONLY: "import", INGOT_BENCH_KEEP: folder },
  });
  const [, rate, memory] = /import .*?([\d.]+) findings\/s.*?peak memory (\d+) MB/.exec(told) ?? [];
  if (rate === undefined) throw new Error(`the import told no rate:\n${told}`);
  const file = join(folder, readdirSync(folder).find((name) => name.endsWith(".json")) ?? "");
  const ours = Number(rate);
  const row = (name: string, perSecond: number, megabytes: number): void => {
    const ratio = perSecond === ours ? "" : `, ${(ours / perSecond).toFixed(1)} times slower`;
    console.log(`${name.padEnd(14)} ${perSecond.toFixed(0).padStart(9)} findings/s, ${megabytes} MB of memory${ratio}`);
  };
  console.log(`loading ${FINDINGS} findings`);
  row("ingot", ours, Number(memory));
  const duckdb = measured(join(bin, "python"), "-c", DUCKDB, file, join(folder, "duck.db"), String(FINDINGS));
  row("duckdb", FINDINGS / duckdb.seconds, duckdb.memory);
  const utils = measured(join(bin, "python"), "-c", SQLITE_UTILS, file, join(folder, "utils.db"), String(FINDINGS));
  row("sqlite-utils", FINDINGS / utils.seconds, utils.memory);
  const words = measured(join(bin, "python"), "-c", SQLITE_UTILS_WORDS, join(folder, "utils.db"));
  row("  with words", FINDINGS / (utils.seconds + words.seconds), Math.max(utils.memory, words.memory));
} finally {
  rmSync(folder, { recursive: true, force: true });
}
