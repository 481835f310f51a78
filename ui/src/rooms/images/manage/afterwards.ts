import { useQueryClient } from "@tanstack/react-query";

import { call, keep, type CommandName, type Failure, type Request, type Response } from "@/contract";
import { toast } from "@/parts/toast";

/** Carries out a command from a toast, when the dialog that offered it is long gone. */
export function useAfterwards() {
  const client = useQueryClient();
  const carryOut = <K extends CommandName>(
    name: K,
    request: Request<K>,
    done: (answer: Response<K>) => void,
  ): void => {
    call(name, request).then(
      (answer) => {
        keep(client, name, answer);
        done(answer);
      },
      (failure: Failure) =>
        toast(failure.message, { label: "Try again", act: () => carryOut(name, request, done) }, "bad"),
    );
  };
  return carryOut;
}
