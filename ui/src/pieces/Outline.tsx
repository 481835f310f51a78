import type { PhaseOutline } from "@/contract";
import { Button } from "@/parts/Button";

import styles from "./outline.module.css";

/** Phases and steps of a document; a step leads to its line where `onStep` is given. */
export function Outline({
  phases,
  onStep,
}: {
  phases: PhaseOutline[];
  onStep?: ((line: number) => void) | undefined;
}) {
  return (
    <div className={styles.outline}>
      {phases.map((phase, index) => (
        <section key={`${phase.phase}:${index}`}>
          <h3 className="foreign">{phase.phase}</h3>
          <ol>
            {phase.steps.map((step) => (
              <li key={`${step.name}:${step.line}`}>
                {onStep ? (
                  <Button look="link" onPress={() => onStep(step.line)}>
                    <span className="foreign">{step.name}</span>
                  </Button>
                ) : (
                  <span className="foreign">{step.name}</span>
                )}
                <span className="mono small dim clip">{step.action}</span>
              </li>
            ))}
          </ol>
        </section>
      ))}
    </div>
  );
}
