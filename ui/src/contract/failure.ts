import type { Code } from "./generated/Code";
import type { Error as ContractError } from "./generated/Error";

/** The contract's error as something that can be thrown. */
export class Failure extends Error {
  readonly code: Code;
  readonly hints: string[];
  readonly detail: string | null;
  readonly retryable: boolean;

  constructor(error: ContractError) {
    super(error.message);
    this.name = "Failure";
    this.code = error.code;
    this.hints = error.hints;
    this.detail = error.detail;
    this.retryable = error.retryable;
  }
}

/** How loud a failure is, and the words on the button that offers the way out; `null` offers none. */
export interface Treatment {
  severity: "error" | "warning" | "quiet";
  title: string;
  action: string | null;
}

/** The one table from code to words. */
export const treatments: Record<Code, Treatment> = {
  invalid: { severity: "error", title: "That cannot be done", action: null },
  not_found: { severity: "error", title: "It is not there", action: null },
  not_a_workspace: { severity: "warning", title: "Not a workspace", action: "Open another folder" },
  changed_on_disk: { severity: "warning", title: "Changed on disk", action: "Choose which to keep" },
  offline: { severity: "warning", title: "AWS cannot be reached", action: "Try again" },
  sign_in: { severity: "warning", title: "Sign-in needed", action: "Sign in again" },
  denied: { severity: "error", title: "AWS refused it", action: null },
  conflict: { severity: "warning", title: "AWS holds something else", action: null },
  run_failed: { severity: "error", title: "A run it waited for failed", action: null },
  cancelled: { severity: "quiet", title: "Cancelled", action: null },
  io: { severity: "error", title: "A file could not be read or written", action: "Try again" },
  internal: { severity: "error", title: "A fault of Ingot's own", action: "Try again" },
};

/** Anything thrown, as a failure; a stranger's error becomes an internal one that keeps its text as detail. */
export function asFailure(thrown: unknown): Failure {
  if (thrown instanceof Failure) return thrown;
  if (isContractError(thrown)) return new Failure(thrown);
  const detail = thrown instanceof Error ? thrown.message : String(thrown);
  // A fetch that never arrived: the program behind the page has ended.
  if (thrown instanceof TypeError) {
    return new Failure({
      code: "internal",
      message: "the workbench does not answer",
      hints: ["check that ingot is still running, then try again"],
      detail,
      retryable: true,
    });
  }
  return new Failure({
    code: "internal",
    message: "something went wrong inside Ingot",
    hints: ["try again; nothing that was saved is lost"],
    detail,
    retryable: true,
  });
}

function isContractError(thrown: unknown): thrown is ContractError {
  if (typeof thrown !== "object" || thrown === null) return false;
  const { code, message, hints } = thrown as Partial<ContractError>;
  return (
    typeof code === "string" && code in treatments && typeof message === "string" && Array.isArray(hints)
  );
}
