import { expect, test } from "vitest";

import { versionFault } from "./version";

test("a version is three numbers, or leaves the last ones to AWS", () => {
  expect(["1.0.0", "1.0.x", "1.x.x"].map(versionFault)).toEqual([undefined, undefined, undefined]);
  expect(["1.0", "1.x.0", "x.x.x", "1.0.0-rc"].map((one) => versionFault(one) === undefined)).toEqual([
    false,
    false,
    false,
    false,
  ]);
});
