import type { HistoryEntry } from "@/contract";
import { DetailPart } from "@/parts/Detail";
import { Time } from "@/parts/Time";

/** What changed about a finding from import to import. */
export function History({ entries }: { entries: HistoryEntry[] }) {
  if (entries.length === 0) return null;
  return (
    <DetailPart title="History">
      <ul>
        {entries.slice(0, 50).map((entry, index) => (
          <li key={index}>
            <span className="dim small">
              <Time at={entry.at} />
            </span>{" "}
            <span className="foreign">{entry.what}</span>
          </li>
        ))}
      </ul>
    </DetailPart>
  );
}
