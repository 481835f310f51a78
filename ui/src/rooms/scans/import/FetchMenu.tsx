import { useState } from "react";

import { Button } from "@/parts/Button";
import { Menu } from "@/parts/Menu";
import { Icon } from "@/parts/icons";
import { useAction } from "@/pieces/actions";
import { useReach } from "@/pieces/session";

import type { FetchKind } from "./fetch";
import { FetchDialog } from "./FetchDialog";
import { useFetch } from "./useFetch";

/** What can be read from AWS, beyond the findings that come with each build. */
export function FetchMenu() {
  const { online, why } = useReach();
  const ask = useFetch();
  const [kind, setKind] = useState<FetchKind | null>(null);
  useAction("scan.fetch", () => setKind("ami"), online);
  const reason = why && !online ? ` (${why})` : "";
  return (
    <>
      <Menu
        label="Get from AWS"
        groups={[
          {
            id: "findings",
            title: `Findings and coverage${reason}`,
            entries: [
              { id: "ami", label: "An AMI…", disabled: !online, act: () => setKind("ami") },
              { id: "cis", label: "Results of CIS scans", disabled: !online, act: () => ask("cis") },
            ],
          },
          {
            id: "s3",
            title: "Inspector writes into a bucket of yours",
            entries: [
              {
                id: "report",
                label: "Findings report…",
                disabled: !online,
                act: () => setKind("findings_report"),
              },
              {
                id: "sbom",
                label: "Software bill of materials…",
                disabled: !online,
                act: () => setKind("sbom"),
              },
            ],
          },
        ]}
      >
        <Button>
          Get from AWS <Icon name="down" size={12} />
        </Button>
      </Menu>
      {kind && <FetchDialog key={kind} kind={kind} onClose={() => setKind(null)} />}
    </>
  );
}
