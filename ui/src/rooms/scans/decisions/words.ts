import type { DecisionState, Justification } from "@/contract";

export const STATE_WORDS: Record<DecisionState, string> = {
  in_triage: "In triage",
  not_affected: "Not affected",
  false_positive: "False positive",
  accepted: "Accepted",
};

export interface JustificationWords {
  key: Justification;
  /** In plain words. */
  word: string;
}

/** The five reasons of OpenVEX: https://github.com/openvex/spec/blob/main/OPENVEX-SPEC.md#status-justifications */
export const JUSTIFICATIONS: JustificationWords[] = [
  { key: "component_not_present", word: "The package is not in this image" },
  { key: "vulnerable_code_not_present", word: "The package is there, its vulnerable code is not" },
  { key: "vulnerable_code_not_in_execute_path", word: "The vulnerable code is never run" },
  {
    key: "vulnerable_code_cannot_be_controlled_by_adversary",
    word: "The vulnerable code runs, but no attacker can reach it",
  },
  { key: "inline_mitigations_already_exist", word: "Something in the image already prevents it" },
];
