import { useAsk } from "@/contract";
import { Button } from "@/parts/Button";
import { Prose } from "@/parts/Prose";
import { useForm } from "@/pieces/form/form";
import { TextField } from "@/pieces/form/fields";

import styles from "./settings.module.css";
import { adviceWords, nextWords } from "./version";

const VERSION = ["semanticVersion"];

/** The version, and which one it should be. */
export function Version({ recipe }: { recipe: string }) {
  const { set } = useForm();
  const advice = useAsk("recipe.get", { recipe }).data?.next_version;
  return (
    <>
      <TextField
        mono
        path={VERSION}
        label="Version"
        placeholder="1.0.0"
        note="Three numbers. With x in place of the last ones, as in 1.0.x, AWS gives the next free number."
      />
      {advice && (
        <div className={styles.advice} data-needed={advice.needed} role="note">
          <p className="foreign">
            <Prose text={adviceWords(advice)} />
          </p>
          {advice.next.length > 0 && (
            <div className={styles.next}>
              {advice.next.map((next) => (
                <Button
                  key={next.version}
                  small
                  look={advice.needed && next.size === advice.size ? "primary" : "plain"}
                  onPress={() => set(VERSION, next.version)}
                >
                  {nextWords(next)}
                </Button>
              ))}
            </div>
          )}
        </div>
      )}
    </>
  );
}
