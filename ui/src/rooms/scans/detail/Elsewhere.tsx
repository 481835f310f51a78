import type { FindingDetail } from "@/contract";
import { Button } from "@/parts/Button";
import { DetailPart } from "@/parts/Detail";
import { Time } from "@/parts/Time";

import styles from "./detail.module.css";

/** The same vulnerability in other packages and other reports. */
export function Elsewhere(props: {
  detail: FindingDetail;
  onOpen: (report: string, finding: string) => void;
}) {
  const { elsewhere, elsewhere_more, row } = props.detail;
  if (elsewhere.length === 0) return null;
  return (
    <DetailPart title="Where else">
      <ul>
        {elsewhere.map((one) => (
          <li key={one.id} className={styles.other}>
            <Button look="link" onPress={() => props.onOpen(one.report, one.id)}>
              <span className="clip" title={one.title}>
                {one.report === row.report ? "this report" : one.title}
              </span>
            </Button>
            <span className={`clip dim ${styles.wide}`} title={`${one.package} ${one.installed}`}>
              {one.package} {one.installed}
            </span>
            <span className="dim small">
              <Time at={one.as_of} />
            </span>
          </li>
        ))}
        {elsewhere_more > 0 && <li className="dim">and {elsewhere_more.toLocaleString("en")} more</li>}
      </ul>
    </DetailPart>
  );
}
