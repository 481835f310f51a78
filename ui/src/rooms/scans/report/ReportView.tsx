import { useNavigate } from "@tanstack/react-router";

import { useAsk } from "@/contract";
import { Button } from "@/parts/Button";
import { MasterDetail } from "@/parts/MasterDetail";
import { Trouble } from "@/parts/states";
import { Answer } from "@/pieces/Answer";
import { Page, useCrumb, Waiting } from "@/pieces/Page";

import { ALL, useAddress, useLeaveMark } from "../address";
import { Finding } from "../detail/Finding";
import type { Importing } from "../import/import";
import { ReportFrame } from "./ReportFrame";

/** One report or all of them, with the finding that is chosen beside it. */
export function ReportView({ report, importing }: { report: string; importing: Importing }) {
  const navigate = useNavigate();
  const list = useAsk("scan.list", {});
  const reports = list.data?.reports ?? [];
  const summary = reports.find((one) => one.report === report);
  const [address, change] = useAddress(report);
  useLeaveMark(report, address);
  useCrumb(report === ALL ? "All findings" : (summary?.title ?? "Scan report"));
  const back = () => void navigate({ to: "/scans" });
  if (list.data === undefined || (report !== ALL && !summary)) {
    return (
      <Page title="Scan report" actions={<Button onPress={back}>All reports</Button>} body="fill">
        <Answer query={list} waiting={<Waiting />}>
          {() => (
            <Trouble
              tone="warning"
              title="It is not there"
              message="this report is not among those that were read or imported"
              hints={["it may have been read again under another name"]}
              actions={<Button onPress={back}>All reports</Button>}
            />
          )}
        </Answer>
      </Page>
    );
  }
  return (
    <MasterDetail
      name="finding"
      label="Width of the finding"
      initial={380}
      min={300}
      listMin={470}
      list={(width) => (
        <ReportFrame
          report={report}
          summary={summary}
          reports={reports}
          snapshots={list.data.snapshots}
          width={width}
          importing={importing}
        />
      )}
      detail={
        address.finding && (
          <Finding
            key={address.finding}
            id={address.finding}
            onClose={() => change({ finding: null, replace: true })}
            onOpen={(other, finding) =>
              void navigate({ to: "/scans/$report", params: { report: other }, search: { finding } })
            }
          />
        )
      }
    />
  );
}
