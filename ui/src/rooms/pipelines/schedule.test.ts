import { expect, test } from "vitest";

import { scheduleWords } from "./schedule";

test.each([
  ["cron(0 6 ? * MON *)", "Every Monday at 06:00"],
  ["cron(0 6 ? * mon,thu *)", "Every Monday and Thursday at 06:00"],
  ["cron(30 22 ? * MON-FRI *)", "Every Monday to Friday at 22:30"],
  ["cron(0 3 ? * TUE#1 *)", "On the first Tuesday of the month at 03:00"],
  ["cron(0 9 1,15 * ? *)", "On day 1 and 15 of every month at 09:00"],
  ["cron(5 0 * * ? *)", "Every day at 00:05"],
  ["rate(7 days)", "Every 7 days"],
  ["rate(1 day)", "Every day"],
])("%s is %s", (expression, words) => {
  expect(scheduleWords(expression)).toBe(words);
});

// What is not certain is shown as written: numbers of days, steps, ranges, months, fields that never match.
test.each([
  "cron(0 6 ? * 2 *)",
  "cron(0 6 31 * ? *)",
  "cron(0/15 6 ? * MON *)",
  "cron(0 6 ? 1-6 MON *)",
  "cron(0 6 1 * MON *)",
  "cron(0 25 ? * MON *)",
  "cron(0 6 ? * MON)",
  "cron(0 6 ? * FREITAG *)",
  "0 6 * * 1",
  "",
])("%s stays as written", (expression) => {
  expect(scheduleWords(expression)).toBeNull();
});
