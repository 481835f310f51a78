// Schedules in words, only where the words are certain; everything else is shown as written.
// https://docs.aws.amazon.com/imagebuilder/latest/userguide/cron-expressions.html

const DAYS: Record<string, string> = {
  MON: "Monday",
  TUE: "Tuesday",
  WED: "Wednesday",
  THU: "Thursday",
  FRI: "Friday",
  SAT: "Saturday",
  SUN: "Sunday",
};
const ORDINALS = ["first", "second", "third", "fourth", "fifth"];

/** `Every Monday at 06:00`; `null` when the expression says more than these words can. */
export function scheduleWords(expression: string): string | null {
  const rate = /^rate\((\d{1,4}) (minute|hour|day)s?\)$/.exec(expression.trim());
  if (rate) {
    const [, count, unit] = rate;
    return Number(count) === 1 ? `Every ${unit}` : `Every ${Number(count)} ${unit}s`;
  }
  const fields = /^cron\(([^()]+)\)$/.exec(expression.trim())?.[1]?.trim().split(/\s+/);
  if (fields?.length !== 6) return null;
  const [minute = "", hour = "", dayOfMonth = "", month = "", dayOfWeek = "", year = ""] = fields;
  if (month !== "*" || year !== "*") return null;
  const when = daysOf(dayOfMonth, dayOfWeek.toUpperCase());
  const at = clock(hour, minute);
  return when && at && `${when} at ${at}`;
}

function clock(hour: string, minute: string): string | null {
  if (!/^\d{1,2}$/.test(hour) || !/^\d{1,2}$/.test(minute)) return null;
  if (Number(hour) > 23 || Number(minute) > 59) return null;
  return `${hour.padStart(2, "0")}:${minute.padStart(2, "0")}`;
}

/** Exactly one of the two day fields may be `?`. */
function daysOf(dayOfMonth: string, dayOfWeek: string): string | null {
  if (dayOfMonth === "?" && dayOfWeek === "*") return "Every day";
  if (dayOfMonth === "*" && dayOfWeek === "?") return "Every day";
  if (dayOfWeek === "?") {
    const days = dayOfMonth.split(",");
    if (!days.every((day) => /^\d{1,2}$/.test(day) && Number(day) >= 1 && Number(day) <= 28)) return null;
    return `On day ${listed(days.map((day) => String(Number(day))))} of every month`;
  }
  if (dayOfMonth !== "?") return null;
  if (dayOfWeek === "MON-FRI") return "Every Monday to Friday";
  const nth = /^([A-Z]{3})#([1-5])$/.exec(dayOfWeek);
  if (nth) {
    const day = DAYS[nth[1] ?? ""];
    return day ? `On the ${ORDINALS[Number(nth[2]) - 1]} ${day} of the month` : null;
  }
  // Numbers are left alone: which day is 1 differs between the dialects of cron.
  const days = dayOfWeek.split(",").map((day) => DAYS[day]);
  return days.every((day) => day !== undefined) ? `Every ${listed(days)}` : null;
}

function listed(words: (string | undefined)[]): string {
  if (words.length < 2) return words.join("");
  return `${words.slice(0, -1).join(", ")} and ${words.at(-1)}`;
}
