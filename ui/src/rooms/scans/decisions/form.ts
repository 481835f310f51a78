import type { DecideRequest, DecisionState, Justification, Which } from "@/contract";

export interface DecideForm {
  state: DecisionState;
  justification: Justification | null;
  reason: string;
  /** `2027-01-31`, or what was typed so far. */
  expires: string;
  everyImage: boolean;
  thisVersion: boolean;
}

export const EMPTY_FORM: DecideForm = {
  state: "in_triage",
  justification: null,
  reason: "",
  expires: "",
  everyImage: false,
  thisVersion: false,
};

/** Days that are offered at a press. */
export const QUICK_DAYS = [30, 90, 180];

/** The date so many days from `now`, where the reader is. */
export function dateIn(days: number, now: Date): string {
  const date = new Date(now.getFullYear(), now.getMonth(), now.getDate() + days);
  const two = (number: number) => String(number).padStart(2, "0");
  return `${date.getFullYear()}-${two(date.getMonth() + 1)}-${two(date.getDate())}`;
}

export interface FormProblems {
  justification?: string;
  reason?: string;
  expires?: string;
}

const NEEDS_REASON: DecisionState[] = ["accepted", "false_positive"];

/** What a decision still lacks, in words; empty when it can be made. */
export function problemsOf(form: DecideForm, now: Date): FormProblems {
  const problems: FormProblems = {};
  if (form.state === "not_affected" && form.justification === null) {
    problems.justification = "say why it is not affected";
  }
  if (NEEDS_REASON.includes(form.state) && form.reason.trim() === "") {
    problems.reason =
      form.state === "accepted" ? "say why the risk is borne" : "say how the scanner can be seen to be wrong";
  }
  const date = form.expires.trim();
  if (date === "") {
    if (form.state === "accepted") problems.expires = "a risk is accepted for a time: say until when";
  } else if (!isDate(date)) problems.expires = "a date is written 2027-01-31";
  else if (date <= dateIn(0, now)) problems.expires = "the date is past";
  return problems;
}

function isDate(text: string): boolean {
  const [, year, month, day] = /^(\d{4})-(\d{2})-(\d{2})$/.exec(text) ?? [];
  if (year === undefined) return false;
  const date = new Date(Number(year), Number(month) - 1, Number(day));
  return date.getMonth() === Number(month) - 1 && date.getDate() === Number(day);
}

/** The decision as the workbench takes it; what another state would need is left out. */
export function requestOf(form: DecideForm, which: Which): DecideRequest {
  return {
    which,
    state: form.state,
    justification: form.state === "not_affected" ? form.justification : null,
    reason: form.reason.trim(),
    expires: form.expires.trim() === "" ? null : form.expires.trim(),
    every_image: form.everyImage,
    this_version: form.thisVersion,
  };
}
