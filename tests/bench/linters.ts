// How much text a second `ingot check` gets through, beside linters that people use, each on as many bytes of its own
// kind in the same run: zizmor on GitHub workflows, cfn-lint on CloudFormation templates with components in them.

import { execFileSync, spawnSync } from "node:child_process";
import { existsSync, mkdirSync, mkdtempSync, readFileSync, readdirSync, rmSync, statSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";

import { program, repository } from "../support/program.ts";

const RUNS = 5;
const DOCUMENTS = 1_000;
const BYTES = 256 * 1024;

/** The Python programs in an environment of their own below `target/`. */
function python(): string {
  const environment = join(process.env.CARGO_TARGET_DIR ?? join(repository, "target"), "python-bench");
  const wanted = readFileSync(join(import.meta.dirname, "requirements.txt"), "utf8");
  const have = join(environment, "requirements.txt");
  if (!existsSync(have) || readFileSync(have, "utf8") !== wanted) {
    rmSync(environment, { recursive: true, force: true });
    execFileSync("python3", ["-m", "venv", environment]);
    execFileSync(join(environment, "bin/pip"), ["install", "--quiet", "--disable-pip-version-check", "-r", join(import.meta.dirname, "requirements.txt")]);
    writeFileSync(have, wanted);
  }
  return join(environment, "bin");
}

/** Component documents that are real: those beside the repository where they are, else the sample's. */
function documents(): string[] {
  const corpora = join(repository, "../shared/corpora");
  const folders = existsSync(corpora)
    ? ["components", "components-embedded"].map((name) => join(corpora, name))
    : [join(repository, "assets/sample-workspace/components")];
  const found: string[] = [];
  const look = (folder: string): void => {
    for (const name of readdirSync(folder).toSorted()) {
      const path = join(folder, name);
      if (statSync(path).isDirectory()) look(path);
      else if (/\.ya?ml$/.test(name) && name !== "component.yaml") found.push(readFileSync(path, "utf8"));
    }
  };
  for (const folder of folders) look(folder);
  return found;
}

const workflow = (number: number): string => `name: Build ${number}
on:
  push:
    branches: [main]
permissions:
  contents: read
jobs:
  build-${number}:
    runs-on: ubuntu-24.04
    timeout-minutes: 20
    steps:
      - name: Tell what is built
        env:
          TITLE: \${{ github.event.head_commit.message }}
        run: |
          set -euo pipefail
          echo "$TITLE"
      - name: Compile number ${number}
        run: |
          set -euo pipefail
          mkdir -p out/${number}
          for part in a b c d; do
            cc -O2 -o "out/${number}/$part" "src/$part.c"
          done
      - name: Test number ${number}
        if: github.ref == 'refs/heads/main'
        run: ./out/${number}/a --check
`;

const template = (number: number): string => `AWSTemplateFormatVersion: "2010-09-09"
Description: Component ${number}
Parameters:
  Version:
    Type: String
    Default: 1.0.${number}
Resources:
  Component${number}:
    Type: AWS::ImageBuilder::Component
    Properties:
      Name: component-${number}
      Platform: Linux
      Version: !Ref Version
      Data: |
        schemaVersion: 1.0
        phases:
          - name: build
            steps:
              - name: Install
                action: ExecuteBash
                inputs:
                  commands:
                    - |
                      set -euo pipefail
                      yum install -y package-${number}
  Recipe${number}:
    Type: AWS::ImageBuilder::ImageRecipe
    Properties:
      Name: recipe-${number}
      Version: !Ref Version
      ParentImage: arn:aws:imagebuilder:eu-west-1:aws:image/amazon-linux-2023-x86/x.x.x
      Components:
        - ComponentArn: !Ref Component${number}
`;

interface Set {
  readonly folder: string;
  readonly files: number;
  readonly bytes: number;
}

function write(parent: string, name: string, extension: string, upTo: (files: number, bytes: number) => boolean, text: (number: number) => string): Set {
  const folder = join(parent, name);
  mkdirSync(folder, { recursive: true });
  let bytes = 0;
  let files = 0;
  while (!upTo(files, bytes)) {
    const content = text(files);
    writeFileSync(join(folder, `${String(files).padStart(4, "0")}.${extension}`), content);
    bytes += Buffer.byteLength(content);
    files += 1;
  }
  return { folder, files, bytes };
}

const median = (values: number[]): number => values.toSorted((a, b) => a - b)[Math.floor(values.length / 2)] ?? Number.NaN;

function time(command: string, args: string[]): number {
  const taken: number[] = [];
  for (let run = 0; run < RUNS; run += 1) {
    const before = performance.now();
    const ended = spawnSync(command, args, { stdio: "ignore" });
    taken.push(performance.now() - before);
    if (ended.error) throw ended.error;
  }
  return median(taken) / 1000;
}

const folder = mkdtempSync(join(tmpdir(), "ingot-linters-"));
try {
  const bin = python();
  const real = documents();
  const document = (number: number): string => real[number % real.length] ?? "";
  const small = write(folder, "components", "yaml", (_, bytes) => bytes >= BYTES, document);
  const large = write(folder, "documents", "yaml", (files) => files >= DOCUMENTS, document);
  const workflows = write(folder, ".github/workflows", "yml", (_, bytes) => bytes >= BYTES, workflow);
  const templates = write(folder, "templates", "yaml", (_, bytes) => bytes >= BYTES, template);
  const rows: [string, Set, string, string[]][] = [
    ["ingot check", small, program, ["check", small.folder]],
    ["zizmor", workflows, join(bin, "zizmor"), ["--offline", "--no-progress", workflows.folder]],
    ["cfn-lint", templates, join(bin, "cfn-lint"), [join(templates.folder, "*.yaml")]],
    [`ingot check, ${DOCUMENTS} documents`, large, program, ["check", large.folder]],
  ];
  console.log(`linters, each on files of its own kind, ${RUNS} runs each, median, start of the program included`);
  let base: number | undefined;
  for (const [name, set, command, args] of rows) {
    const seconds = time(command, args);
    const speed = set.bytes / seconds / 1e6;
    base ??= speed;
    console.log(
      `${name.padEnd(28)} ${String(set.files).padStart(5)} files ${(set.bytes / 1e6).toFixed(2).padStart(6)} MB ${(seconds * 1000).toFixed(0).padStart(7)} ms ${speed.toFixed(2).padStart(7)} MB/s  ${(speed / base).toFixed(3)} x`,
    );
  }
} finally {
  rmSync(folder, { recursive: true, force: true });
}
