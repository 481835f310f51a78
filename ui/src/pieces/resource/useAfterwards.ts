import { useQueryClient } from "@tanstack/react-query";

import { asFailure, call, keep, type CommandName, type Request, type Response } from "@/contract";
import { toast } from "@/parts/toast";

/** Carries out a command from a toast, when the dialog that offered it is long gone. */
export function useAfterwards() {
  const client = useQueryClient();
  const carryOut = <K extends CommandName>(
    name: K,
    request: Request<K>,
    /** What was not done, when it was not. */
    lacks: string,
    done: (answer: Response<K>) => void,
  ): void => {
    call(name, request).then(
      (answer) => {
        keep(client, name, answer);
        done(answer);
      },
      (thrown: unknown) =>
        toast(
          `${lacks}: ${asFailure(thrown).message}`,
          { label: "Try again", act: () => carryOut(name, request, lacks, done) },
          "bad",
        ),
    );
  };
  return carryOut;
}
