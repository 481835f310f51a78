import { expect, test } from "vitest";

import { imported, importedMany } from "@tests/fake/scans/imported";

import { EMPTY_FETCH, fetchProblems, fetchRequest } from "./fetch";
import { fileWords, sumsOf, titleOf, toneOf, wordsOf } from "./outcome";

test("a file went well, in part, or not at all", () => {
  expect(imported.files.map(toneOf)).toEqual(["some", "all", "all", "none"]);
  expect(titleOf("succeeded", imported)).toBe("Imported 3 files");
  expect(titleOf("cancelled", imported)).toBe("The import was cancelled");
  expect(titleOf("succeeded", { files: imported.files.slice(3) })).toBe("Nothing was imported");
});

test("hundreds of files are one sentence, and the problems are counted", () => {
  const sums = sumsOf(importedMany.files);
  expect(sums.files).toBe(400);
  expect(sums.problems).toBe(7);
  expect(wordsOf(sums)).toMatch(/^[\d,]+ findings · [\d,]+ new, [\d,]+ closed$/);
});

test("an inventory and a list of exploited vulnerabilities are not reports without findings", () => {
  const [, kev, inventory] = imported.files;
  expect(kev && fileWords(kev)).toBe("KEV: 1,487 entries, joined with the findings");
  expect(inventory && fileWords(inventory)).toBe("1,412 packages · 3 changed · from 1,412 of 1,412 entries");
});

test("a report from AWS says what it lacks before anything is asked", () => {
  expect(fetchProblems("ami", EMPTY_FETCH).ami).toBeDefined();
  expect(fetchProblems("ami", { ...EMPTY_FETCH, ami: "ami-0123456789abcdef0" })).toEqual({});
  expect(Object.keys(fetchProblems("sbom", EMPTY_FETCH))).toEqual(["bucket", "kmsKey"]);
});

test("what is left empty is not asked for", () => {
  const form = { ...EMPTY_FETCH, bucket: " reports ", kmsKey: "arn:aws:kms:eu-west-1:111122223333:key/1" };
  expect(fetchProblems("findings_report", form)).toEqual({});
  expect(fetchRequest("findings_report", form)).toEqual({
    findings_report: {
      ami: null,
      bucket: "reports",
      prefix: null,
      kms_key: "arn:aws:kms:eu-west-1:111122223333:key/1",
      format: "json",
    },
  });
});
