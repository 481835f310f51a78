// The built program in a home of its own, so that no journey sees another's files or the user's.

import { type ChildProcess, spawn } from "node:child_process";
import { existsSync, mkdirSync, mkdtempSync, readdirSync, readFileSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join, resolve } from "node:path";
import { createInterface } from "node:readline";

export const repository = resolve(import.meta.dirname, "../..");

/** The program under test: `INGOT_BIN`, or the debug build. */
export const program = resolve(
  process.env.INGOT_BIN ?? join(process.env.CARGO_TARGET_DIR ?? join(repository, "target"), "debug/ingot"),
);
if (!existsSync(program)) {
  throw new Error(`${program} is not built; run \`make test\`, or \`cargo build\` first`);
}

/** Where pictures of a journey are kept. */
export function artefacts(journey: string): string {
  const folder = join(repository, "target/journeys", journey);
  rmSync(folder, { recursive: true, force: true });
  mkdirSync(folder, { recursive: true });
  return folder;
}

export interface Home {
  readonly folder: string;
  readonly environment: NodeJS.ProcessEnv;
  remove(): void;
}

/** An empty home: every XDG folder below one temporary folder, no D-Bus, no AWS configuration. */
export function home(): Home {
  const folder = mkdtempSync(join(tmpdir(), "ingot-journey-"));
  const below = (name: string): string => {
    const path = join(folder, name);
    mkdirSync(path, { recursive: true });
    return path;
  };
  const environment: NodeJS.ProcessEnv = {
    ...Object.fromEntries(Object.entries(process.env).filter(([name]) => !name.startsWith("AWS_"))),
    HOME: below("home"),
    XDG_DATA_HOME: below("data"),
    XDG_CONFIG_HOME: below("config"),
    XDG_CACHE_HOME: below("cache"),
    XDG_RUNTIME_DIR: below("runtime"),
    DBUS_SESSION_BUS_ADDRESS: "disabled:",
    GIT_CONFIG_GLOBAL: "/dev/null",
  };
  return { folder, environment, remove: () => rmSync(folder, { recursive: true, force: true, maxRetries: 5 }) };
}

/** Kills the program of this home as a crash or a power cut would. */
export function kill(at: Home): void {
  for (const name of readdirSync("/proc").filter((entry) => /^\d+$/.test(entry))) {
    try {
      const ours = readFileSync(`/proc/${name}/environ`, "utf8").includes(at.folder);
      if (ours && readFileSync(`/proc/${name}/cmdline`, "utf8").split("\0")[0] === program) process.kill(Number(name), "SIGKILL");
    } catch {
      // It ended while it was looked at.
    }
  }
}

/** Starts a program and answers it with the first line of its output that `match` accepts. */
export async function startUntil(
  command: string,
  args: string[],
  environment: NodeJS.ProcessEnv,
  match: (line: string) => string | undefined,
): Promise<{ child: ChildProcess; found: string }> {
  const child = spawn(command, args, { env: environment, stdio: ["ignore", "pipe", "pipe"] });
  let stderr = "";
  child.stderr.on("data", (chunk: Buffer) => {
    stderr += chunk.toString();
  });
  const found = await new Promise<string>((accept, refuse) => {
    createInterface({ input: child.stdout }).on("line", (line) => {
      const value = match(line);
      if (value !== undefined) accept(value);
    });
    child.once("error", refuse);
    child.once("exit", (code) => refuse(new Error(`${command} ${args.join(" ")} ended with ${code}: ${stderr}`)));
  });
  child.removeAllListeners("exit");
  return { child, found };
}

export async function stop(child: ChildProcess | undefined): Promise<void> {
  if (child === undefined || child.exitCode !== null || child.signalCode !== null) return;
  const ended = new Promise((accept) => child.once("exit", accept));
  child.kill("SIGTERM");
  const impatient = setTimeout(() => child.kill("SIGKILL"), 5_000);
  await ended;
  clearTimeout(impatient);
}

/** Runs the program to its end in this home. */
export async function run(
  at: Home,
  args: string[],
): Promise<{ code: number | null; stdout: string; stderr: string }> {
  const child = spawn(program, args, { env: at.environment, stdio: ["ignore", "pipe", "pipe"] });
  let stdout = "";
  let stderr = "";
  child.stdout.on("data", (chunk: Buffer) => (stdout += chunk.toString()));
  child.stderr.on("data", (chunk: Buffer) => (stderr += chunk.toString()));
  const code = await new Promise<number | null>((accept) => child.once("exit", accept));
  return { code, stdout, stderr };
}
