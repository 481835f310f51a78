import { expect, test } from "vitest";

import { duration, localTime, utcTime } from "./time";

test("a time says its day once it is not today, and its year once it is not this year", () => {
  const now = new Date(2026, 10, 23, 12, 0);
  expect(localTime(new Date(2026, 10, 23, 6, 41).toISOString(), now)).toBe("06:41");
  expect(localTime(new Date(2026, 10, 21, 6, 41).toISOString(), now)).toBe("21 Nov 06:41");
  expect(localTime(new Date(2025, 10, 21, 6, 41).toISOString(), now)).toBe("21 Nov 2025");
});

test("what is no time is shown as it is", () => {
  expect(localTime("soon")).toBe("soon");
  expect(utcTime("soon")).toBe("soon");
  expect(utcTime("2026-11-23T06:41:09Z")).toBe("2026-11-23 06:41:09 UTC");
});

test("lengths read as people say them, and are silent while an end is missing", () => {
  expect(duration("2026-11-23T06:00:00Z", "2026-11-23T06:00:04Z")).toBe("4 s");
  expect(duration("2026-11-23T06:00:00Z", "2026-11-23T06:02:10Z")).toBe("2 min 10 s");
  expect(duration("2026-11-23T06:00:00Z", "2026-11-23T07:05:00Z")).toBe("1 h 05 min");
  expect(duration("2026-11-23T06:00:00Z", null)).toBeNull();
  expect(duration("2026-11-23T06:00:00Z", "2026-11-23T05:00:00Z")).toBeNull();
});
