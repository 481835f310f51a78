import type { ScoreView } from "@/contract";
import { DetailPart } from "@/parts/Detail";

import styles from "./detail.module.css";

/** Every score with what its vector says; what makes it bad stands out. */
export function Scores({ scores }: { scores: ScoreView[] }) {
  if (scores.length === 0) return null;
  return (
    <DetailPart title="Scores">
      {scores.slice(0, 12).map((score, index) => (
        <div key={index} className={styles.score}>
          <p>
            <strong className="figures">{score.score === null ? "–" : score.score.toFixed(1)}</strong>
            {score.version && <span className="foreign">CVSS {score.version}</span>}
            {score.source && (
              <span className="dim clip" title={score.source}>
                by {score.source}
              </span>
            )}
          </p>
          {score.vector && (
            <p className="mono dim small">
              <span className="clip" title={score.vector}>
                {score.vector}
              </span>
            </p>
          )}
          {score.metrics.length > 0 && (
            <dl className={styles.metrics}>
              {score.metrics.map((metric) => (
                <div
                  key={metric.code}
                  data-worst={metric.worst}
                  title={metric.worst ? `${metric.code}: the worst there is` : metric.code}
                >
                  <dt className="dim clip">{metric.name}</dt>
                  <dd>
                    {metric.value}
                    {metric.worst && <span className="unseen">, the worst there is</span>}
                  </dd>
                </div>
              ))}
            </dl>
          )}
        </div>
      ))}
    </DetailPart>
  );
}
