import { treatments, type Failure } from "@/contract";
import { Button } from "@/parts/Button";
import { Prose } from "@/parts/Prose";
import { Notice, Trouble } from "@/parts/states";

import { perform } from "./actions";

/** A failure in place of a view, with the way out its code has. */
export function FailureView(props: { failure: Failure; retry?: (() => void) | undefined; inline?: boolean }) {
  const { failure, retry, inline } = props;
  const { severity, title, action } = treatments[failure.code];
  const wayOut = failure.code === "not_a_workspace" ? () => void perform("workspace.open") : retry;
  return (
    <Trouble
      tone={severity === "error" ? "error" : "warning"}
      title={title}
      message={failure.message}
      hints={failure.hints}
      detail={failure.detail}
      inline={inline ?? false}
      actions={wayOut && <Button onPress={wayOut}>{action ?? "Try again"}</Button>}
    />
  );
}

/** A failure as a bar above what is still usable. */
export function FailureNotice({
  failure,
  onDismiss,
}: {
  failure: Failure;
  onDismiss?: (() => void) | undefined;
}) {
  if (treatments[failure.code].severity === "quiet") return null;
  return (
    <Notice
      tone={treatments[failure.code].severity === "error" ? "bad" : "warn"}
      actions={
        onDismiss && (
          <Button small look="quiet" onPress={onDismiss}>
            Dismiss
          </Button>
        )
      }
    >
      <span className="foreign">
        <Prose text={failure.message} />
      </span>
      {failure.hints[0] && (
        <span className="dim foreign">
          {" "}
          — <Prose text={failure.hints[0]} />
        </span>
      )}
    </Notice>
  );
}
