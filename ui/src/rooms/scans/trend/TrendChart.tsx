import type { TrendPoint } from "@/contract";

import palette from "../report/report.module.css";
import { SEVERITIES } from "../report/severities";
import { chartOf } from "./chart";
import styles from "./trend.module.css";

const HEIGHT = 150;
const LEFT = 52;

const days = new Intl.DateTimeFormat("en-GB", { day: "numeric", month: "short" });

function day(rfc3339: string): string {
  const time = new Date(rfc3339);
  return Number.isNaN(time.getTime()) ? "" : days.format(time);
}

/** The picture of the table below it, which has the same numbers. */
export function TrendChart({ points, width }: { points: TrendPoint[]; width: number }) {
  const { bars, ticks } = chartOf(points, Math.max(100, width - LEFT - 4), HEIGHT);
  // Words under the bars need room; the first and the last have it always.
  const every = Math.max(1, Math.ceil(points.length / Math.max(1, Math.floor((width - LEFT) / 64))));
  return (
    <figure className={`${styles.figure} ${palette.palette}`}>
      <svg
        width={width}
        height={HEIGHT + 30}
        viewBox={`0 0 ${width} ${HEIGHT + 30}`}
        role="img"
        aria-label={`Findings by severity over ${points.length} reports; the table has the numbers`}
      >
        {ticks.map(({ value, y }) => (
          <g key={value} transform={`translate(0 ${y + 8})`}>
            <line x1={LEFT} x2={width} y1="0" y2="0" stroke="var(--line)" />
            <text x={LEFT - 8} y="4" textAnchor="end" className={styles.tick}>
              {value.toLocaleString("en")}
            </text>
          </g>
        ))}
        <g transform={`translate(${LEFT} 8)`}>
          {bars.map((bar, index) => (
            <g key={bar.report}>
              {bar.parts.map((part) => (
                <rect
                  key={part.key}
                  x={bar.x}
                  y={part.y}
                  width={bar.width}
                  height={part.height}
                  fill={part.colour}
                />
              ))}
              {(bar.blank || bar.point.coverage === "partial") && (
                <text
                  x={bar.x + bar.width / 2}
                  y={(bar.parts.at(-1)?.y ?? HEIGHT) - 4}
                  textAnchor="middle"
                  className={styles.tick}
                >
                  {bar.blank ? "not scanned" : "partly"}
                </text>
              )}
              {(index % every === 0 || index === bars.length - 1) && (
                <text x={bar.x + bar.width / 2} y={HEIGHT + 16} textAnchor="middle" className={styles.tick}>
                  {day(bar.point.as_of)}
                </text>
              )}
            </g>
          ))}
        </g>
      </svg>
      <figcaption className={styles.legend}>
        {SEVERITIES.filter(({ key }) => points.some((point) => point.counts[key] > 0)).map(
          ({ key, word, colour }) => (
            <span key={key}>
              <span className={styles.swatch} style={{ background: colour }} aria-hidden="true" />
              {word}
            </span>
          ),
        )}
      </figcaption>
    </figure>
  );
}
