import { useAsk, type Trend, type TrendPoint } from "@/contract";
import { Button } from "@/parts/Button";
import { Empty } from "@/parts/states";
import { Time } from "@/parts/Time";
import { useWidth } from "@/parts/useWidth";
import { Answer } from "@/pieces/Answer";

import { CoverageMark } from "../report/coverage";
import { SEVERITIES } from "../report/severities";
import { TrendChart } from "./TrendChart";
import { SlaTable } from "./SlaTable";
import styles from "./trend.module.css";

export interface TrendTabProps {
  report: string;
  onOpen: (report: string) => void;
  onCompare: (before: string, after: string) => void;
  /** Shows findings of the newest report. */
  onShow: (report: string, query: string) => void;
}

/** An image over its builds: what came, what went, and what is overdue. */
export function TrendTab(props: TrendTabProps) {
  const answer = useAsk("scan.trend", { report: props.report });
  return (
    <div className={styles.page}>
      <Answer query={answer}>{(trend) => <Content trend={trend} {...props} />}</Answer>
    </div>
  );
}

function Content({ trend, onOpen, onCompare, onShow }: TrendTabProps & { trend: Trend }) {
  const [box, width] = useWidth(800);
  const newest = trend.points.at(-1);
  if (trend.points.length === 0 || !newest) {
    return (
      <Empty inline title="No builds to follow">
        This report names no image, so that no other report belongs with it.
      </Empty>
    );
  }
  return (
    <>
      <section aria-label="Findings by build">
        <h2>
          Findings by build of{" "}
          <span className={`clip ${styles.image}`} title={trend.image_name}>
            {trend.image_name}
          </span>
        </h2>
        {trend.points.length === 1 && (
          <p className="dim">A second report of this image will show what changed.</p>
        )}
        <div ref={box}>
          <TrendChart points={trend.points} width={Math.min(width, 900)} />
        </div>
        <table className={styles.table}>
          <thead>
            <tr>
              <th scope="col">Report</th>
              <th scope="col">Coverage</th>
              {SEVERITIES.slice(0, 4).map(({ key, word }) => (
                <th key={key} scope="col" data-end>
                  {word}
                </th>
              ))}
              <th scope="col" data-end>
                All
              </th>
              <th scope="col" data-end>
                New
              </th>
              <th scope="col" data-end>
                Fixed
              </th>
              <th scope="col" data-end>
                As of
              </th>
            </tr>
          </thead>
          <tbody>
            {trend.points.toReversed().map((point, index, all) => (
              <PointRow
                key={point.report}
                point={point}
                before={all[index + 1]}
                onOpen={onOpen}
                onCompare={onCompare}
              />
            ))}
          </tbody>
        </table>
      </section>
      <SlaTable rows={trend.sla} onShow={(query) => onShow(newest.report, query)} />
    </>
  );
}

function PointRow(props: {
  point: TrendPoint;
  before: TrendPoint | undefined;
  onOpen: (report: string) => void;
  onCompare: (before: string, after: string) => void;
}) {
  const { point, before, onOpen, onCompare } = props;
  const unseen = point.coverage === "not_scanned";
  const number = (count: number) => (unseen ? "–" : count.toLocaleString("en"));
  const change = (count: number) =>
    before === undefined ? (
      "–"
    ) : (
      <Button look="link" onPress={() => onCompare(before.report, point.report)}>
        {count.toLocaleString("en")}
      </Button>
    );
  return (
    <tr>
      <th scope="row" aria-label={point.title}>
        <Button look="link" onPress={() => onOpen(point.report)}>
          <span className={`clip ${styles.name}`} title={point.title}>
            {point.title}
          </span>
        </Button>
      </th>
      <td>
        <CoverageMark report={{ coverage: point.coverage, coverage_reason: null }} />
      </td>
      {SEVERITIES.slice(0, 4).map(({ key }) => (
        <td key={key} data-end>
          {number(point.counts[key])}
        </td>
      ))}
      <td data-end>{number(point.total)}</td>
      <td data-end>{change(point.new)}</td>
      <td data-end>{change(point.fixed)}</td>
      <td data-end>
        <Time at={point.as_of} />
      </td>
    </tr>
  );
}
