import { useState } from "react";

import type { FindingDetail } from "@/contract";
import { Button } from "@/parts/Button";
import { DetailPart } from "@/parts/Detail";
import { Icon } from "@/parts/icons";
import { platform } from "@/platform";

import styles from "./detail.module.css";

/** Where to read on. */
export function References({ detail }: { detail: FindingDetail }) {
  const urls = [...new Set([detail.source_url, ...detail.references].filter((url) => url !== null))];
  if (urls.length === 0) return null;
  return (
    <DetailPart
      title="References"
      aside={detail.source && <span className="foreign">from {detail.source.slice(0, 60)}</span>}
    >
      <ul>
        {urls.slice(0, 50).map((url) => (
          <Reference key={url} url={url} />
        ))}
        {urls.length > 50 && <li className="dim">and {urls.length - 50} more</li>}
      </ul>
    </DetailPart>
  );
}

/** An address out of a report: its host in full, and nothing is opened before a press. */
export function Reference({ url }: { url: string }) {
  const [refused, setRefused] = useState(false);
  const parsed = parse(url);
  if (!parsed || refused) {
    return (
      <li className={styles.reference} title={url}>
        <span className="clip dim">{url.slice(0, 300)}</span>
        <span className={`dim small ${styles.refused}`}>
          {parsed ? "could not be opened" : "not https, so not opened"}
        </span>
      </li>
    );
  }
  return (
    <li className={styles.reference} title={url}>
      <Button
        look="link"
        onPress={() =>
          void platform()
            .openExternal(url)
            .catch(() => setRefused(true))
        }
      >
        <span className="foreign">{parsed.host}</span> <Icon name="external" size={12} />
      </Button>
      <span className="clip dim small">{rest(parsed)}</span>
    </li>
  );
}

/** `null` unless it is an `https:` address without a name or password before its host. */
export function parse(url: string): URL | null {
  try {
    const parsed = new URL(url);
    return parsed.protocol === "https:" && parsed.username === "" && parsed.password === "" ? parsed : null;
  } catch {
    return null;
  }
}

function rest(url: URL): string {
  const text = `${url.pathname}${url.search}`;
  return text === "/" ? "" : text.slice(0, 300);
}
