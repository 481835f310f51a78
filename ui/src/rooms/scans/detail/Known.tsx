import type { ReactNode } from "react";

import type { FindingDetail } from "@/contract";
import { Facts } from "@/parts/Facts";
import { Missing } from "@/parts/Missing";
import { Passage } from "@/parts/Passage";
import { Time } from "@/parts/Time";

import { percent, SILENT } from "../findings/columns";
import styles from "./detail.module.css";

const silent = <Missing why={SILENT} />;

const mono = (text: string) => (
  <span className="mono">
    <Passage text={text} most={200} />
  </span>
);

/** Where a fact is from, if not from the source of the report. */
const from = (list: string, at: string | null): ReactNode =>
  at && (
    <span className="dim">
      {" "}
      from {list} <Time at={at} prefix="as of" />
    </span>
  );

/** The facts of a finding. What the source does not say is said to be missing, never "no". */
export function Known({ detail }: { detail: FindingDetail }) {
  const { row } = detail;
  return (
    <div className={styles.known}>
      <Facts
        facts={[
          { name: "Package", value: row.package === "" ? silent : <Passage text={row.package} most={200} /> },
          { name: "Installed", value: row.installed === "" ? silent : mono(row.installed) },
          { name: "Fixed in", value: fixedIn(detail) },
          { name: "Remedy", value: detail.remediation && <Passage text={detail.remediation} most={400} /> },
          { name: "Found in", value: row.path && mono(row.path) },
          { name: "Kind", value: row.package_manager && <Clipped text={row.package_manager} /> },
          { name: "Architecture", value: detail.arch && <Clipped text={detail.arch} /> },
          {
            name: "EPSS",
            value:
              row.epss === null ? (
                silent
              ) : (
                <span title="how likely an attack is within 30 days, by first.org">
                  {percent(row.epss)}
                  {detail.epss_percentile !== null && (
                    <span className="dim"> above {percent(detail.epss_percentile)} of all</span>
                  )}
                  {from("EPSS", detail.epss_as_of)}
                </span>
              ),
          },
          {
            name: "CISA’s list",
            value:
              row.kev === null ? (
                silent
              ) : (
                <>
                  {row.kev ? "on it" : "not on it"}
                  {detail.kev_name && (
                    <>
                      {" "}
                      as <Passage text={detail.kev_name} most={200} />
                    </>
                  )}
                  {detail.kev_ransomware === true && ", used by ransomware"}
                  {detail.kev_added && (
                    <>
                      , added <Time at={detail.kev_added} />
                    </>
                  )}
                  {detail.kev_due && (
                    <>
                      , due <Time at={detail.kev_due} />
                    </>
                  )}
                  {from("KEV", detail.kev_as_of)}
                </>
              ),
          },
          {
            name: "Exploit known",
            value:
              row.exploited === null ? (
                silent
              ) : (
                <>
                  {row.exploited ? "yes" : "no"}
                  {detail.exploited_at && (
                    <span className="dim">
                      , last seen <Time at={detail.exploited_at} />
                    </span>
                  )}
                </>
              ),
          },
          { name: "Risk", value: detail.risk?.toLocaleString("en") },
          {
            name: "Vendor says",
            value: detail.vendor_severity && <Clipped text={detail.vendor_severity} />,
          },
          {
            name: "Also known as",
            value: detail.aliases.length > 0 ? <Words words={detail.aliases} /> : null,
          },
          { name: "Weakness", value: detail.cwes.length > 0 ? <Words words={detail.cwes} /> : null },
          {
            name: "Status",
            value: detail.status_reason && <Passage text={detail.status_reason} most={200} />,
          },
          { name: "Published", value: detail.published && <Time at={detail.published} /> },
          { name: "First seen", value: row.first_seen ? <Time at={row.first_seen} /> : silent },
          { name: "Last seen", value: detail.last_seen && <Time at={detail.last_seen} /> },
          { name: "Image", value: row.image && <Clipped text={row.image} /> },
          { name: "Resource", value: detail.resource && <Clipped text={detail.resource} /> },
          { name: "Account", value: detail.account && <Clipped text={detail.account} /> },
          { name: "Region", value: detail.region && <Clipped text={detail.region} /> },
          { name: "Package URL", value: detail.purl && mono(detail.purl) },
          { name: "Image layer", value: detail.layer_digest && mono(detail.layer_digest) },
        ]}
      />
    </div>
  );
}

function fixedIn({ row }: FindingDetail): ReactNode {
  if (row.fixed) return mono(row.fixed);
  if (row.fix_available === null) return silent;
  return row.fix_available ? "a fix is available; the version is not in this source" : "no fix yet";
}

function Clipped({ text }: { text: string }) {
  return (
    <span className={`clip ${styles.clipped}`} title={text}>
      {text}
    </span>
  );
}

/** Words shown before the rest is only counted. */
const MOST = 12;

function Words({ words }: { words: string[] }) {
  return (
    <span className="lines">
      {words.slice(0, MOST).join(", ")}
      {words.length > MOST && ` and ${words.length - MOST} more`}
    </span>
  );
}
