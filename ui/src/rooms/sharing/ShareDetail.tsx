import type { ShareView } from "@/contract";
import { CopyButton } from "@/parts/CopyButton";
import { Detail, DetailBody, DetailPart } from "@/parts/Detail";

import { named } from "./names";
import styles from "./sharing.module.css";

/** Who may use what through one share. */
export function ShareDetail({ share, onClose }: { share: ShareView; onClose: () => void }) {
  return (
    <Detail
      label={`Share ${share.name}`}
      title={share.name}
      facts={
        <>
          <span>{share.status.toLowerCase().replaceAll("_", " ")}</span>
          <span>
            {share.allow_external_principals
              ? "may be shared beyond the organisation"
              : "stays within the organisation"}
          </span>
        </>
      }
      onClose={onClose}
    >
      <DetailBody>
        <DetailPart title="Principals" aside={share.principals.length}>
          <Ids ids={share.principals} none="Nobody may use it." />
        </DetailPart>
        <DetailPart title="Resources" aside={share.resources.length}>
          <Ids ids={share.resources} none="It holds nothing." />
        </DetailPart>
      </DetailBody>
    </Detail>
  );
}

/** More than this and the list says how many more there are. */
const MOST = 500;

function Ids({ ids, none }: { ids: string[]; none: string }) {
  if (ids.length === 0) return <p className="dim">{none}</p>;
  return (
    <ul>
      {ids.slice(0, MOST).map((id, index) => {
        const { kind, name } = named(id);
        return (
          <li key={`${id}/${index}`} className={styles.id} title={id}>
            <span className="dim">{kind}</span>
            <span className="clip mono">{name}</span>
            <CopyButton text={id} what={name} />
          </li>
        );
      })}
      {ids.length > MOST && <li className="dim">{ids.length - MOST} more</li>}
    </ul>
  );
}
