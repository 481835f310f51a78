import { useAsk, type FindingDetail } from "@/contract";
import { CopyButton } from "@/parts/CopyButton";
import { Detail, DetailBody, DetailPart } from "@/parts/Detail";
import { Facts } from "@/parts/Facts";
import { Missing } from "@/parts/Missing";
import { Passage } from "@/parts/Passage";
import { Time } from "@/parts/Time";
import { Answer } from "@/pieces/Answer";

import { percent, SILENT } from "./columns";
import { LayerWord } from "./Layer";
import { Reference } from "./Reference";
import styles from "./scans.module.css";
import { SeverityWord } from "./Severity";

/** All that the source says of one finding. */
export function Finding({ id, onClose }: { id: string; onClose: () => void }) {
  const answer = useAsk("scan.finding", { id });
  const row = answer.data?.row;
  return (
    <Detail
      label="Finding"
      title={row ? <span className="mono">{row.vulnerability}</span> : "Finding"}
      aside={row && <CopyButton text={row.vulnerability} what={row.vulnerability} />}
      facts={
        row && (
          <>
            <SeverityWord name={row.severity} />
            {row.exploited === true && <span className={styles.exploited}>Exploited in the wild</span>}
            {row.status && <span>{row.status.toLowerCase()}</span>}
          </>
        )
      }
      onClose={onClose}
    >
      <DetailBody>
        <Answer query={answer}>{(detail) => <Content detail={detail} />}</Answer>
      </DetailBody>
    </Detail>
  );
}

function Content({ detail }: { detail: FindingDetail }) {
  const { row } = detail;
  const silent = <Missing why={SILENT} />;
  const mono = (text: string) => (
    <span className="mono">
      <Passage text={text} most={200} />
    </span>
  );
  return (
    <>
      <p className={styles.headline}>
        <Passage text={row.title} most={300} />
      </p>
      <div className={styles.attribution} data-layer={row.layer}>
        <div>
          <LayerWord layer={row.layer} />
        </div>
        <p>
          <Passage text={detail.attribution ?? "Nothing says which layer brought it in."} most={500} />
        </p>
      </div>
      <div className={styles.known}>
        <Facts
          facts={[
            {
              name: "Package",
              value: row.package === "" ? silent : <Passage text={row.package} most={200} />,
            },
            { name: "Installed", value: row.installed === "" ? silent : mono(row.installed) },
            {
              name: "Fixed in",
              value: row.fixed
                ? mono(row.fixed)
                : row.fix_available === null
                  ? silent
                  : row.fix_available
                    ? "a fix is available; the version is not in this source"
                    : "no fix yet",
            },
            { name: "Remedy", value: detail.remediation && <Passage text={detail.remediation} most={400} /> },
            { name: "Found in", value: detail.path && mono(detail.path) },
            { name: "Kind", value: detail.package_manager },
            {
              name: "Score",
              value:
                detail.score === null ? (
                  silent
                ) : (
                  <>
                    <span className="figures">{detail.score.toFixed(1)}</span>
                    {detail.score_vector && <span className="mono dim small"> {detail.score_vector}</span>}
                  </>
                ),
            },
            {
              name: "EPSS",
              value:
                row.epss === null ? (
                  silent
                ) : (
                  <span title="how likely an attack is within 30 days, by first.org">
                    {percent(row.epss)}
                  </span>
                ),
            },
            { name: "Exploited", value: row.exploited === null ? silent : row.exploited ? "yes" : "no" },
            { name: "First seen", value: row.first_seen ? <Time at={row.first_seen} /> : silent },
            { name: "Last seen", value: detail.last_seen && <Time at={detail.last_seen} /> },
            { name: "Image", value: row.image && <Clipped text={row.image} /> },
          ]}
        />
      </div>
      {detail.description && (
        <DetailPart title="Description">
          <p className={styles.description}>
            <Passage text={detail.description} most={1500} />
          </p>
        </DetailPart>
      )}
      <References detail={detail} />
    </>
  );
}

function Clipped({ text }: { text: string }) {
  return (
    <span className={`clip ${styles.clipped}`} title={text}>
      {text}
    </span>
  );
}

function References({ detail }: { detail: FindingDetail }) {
  const urls = [...new Set([detail.source_url, ...detail.references].filter((url) => url !== null))];
  if (urls.length === 0) return null;
  return (
    <DetailPart title="References" aside={detail.source && `from ${detail.source}`}>
      <ul>
        {urls.slice(0, 50).map((url) => (
          <Reference key={url} url={url} />
        ))}
      </ul>
    </DetailPart>
  );
}
