import { useNavigate } from "@tanstack/react-router";
import { useState } from "react";

import { useDo, type ReportSummary } from "@/contract";
import { Button, IconButton } from "@/parts/Button";
import { copyWhenReady } from "@/parts/clipboard";
import { Dialog } from "@/parts/Dialog";
import { Menu } from "@/parts/Menu";
import { perform } from "@/pieces/actions";
import { FailureNotice } from "@/pieces/FailureView";
import { useReach } from "@/pieces/session";
import { platform } from "@/platform";

import { useFetch } from "../import/useFetch";

/** What can be done with a whole report. */
export function HeadActions(props: {
  summary: ReportSummary | undefined;
  narrow: boolean;
  onCompare: () => void;
}) {
  const { summary, narrow, onCompare } = props;
  const navigate = useNavigate();
  const { online, why } = useReach();
  const ask = useFetch();
  const [leaving, setLeaving] = useState(false);
  const run = summary?.run ?? null;
  const copyLink = () => void copyWhenReady(Promise.resolve(location.href)).catch(() => undefined);
  const openRun = () => {
    if (run !== null) void navigate({ to: "/runs/$run", params: { run } });
  };
  return (
    <>
      {run !== null && !narrow && <Button onPress={openRun}>Open the run</Button>}
      <Button onPress={() => void navigate({ to: "/scans" })}>All reports</Button>
      <Menu
        label="More"
        groups={[
          {
            id: "report",
            entries: [
              ...(run !== null && narrow ? [{ id: "run", label: "Open the run", act: openRun }] : []),
              { id: "compare", label: "Compare with another report", act: onCompare },
              ...(platform().kind === "browser"
                ? [{ id: "link", label: "Copy a link to this view", act: copyLink }]
                : []),
              { id: "import", label: "Import reports…", act: () => perform("scan.import") },
              ...(run === null
                ? []
                : [
                    {
                      id: "again",
                      label: "Read it again from AWS",
                      disabled: !online,
                      note: online ? undefined : why,
                      act: () => ask({ image_build: { image: run } }),
                    },
                  ]),
            ],
          },
          {
            id: "leave",
            entries: summary
              ? [{ id: "delete", label: "Delete the report…", danger: true, act: () => setLeaving(true) }]
              : [],
          },
        ]}
      >
        <IconButton icon="more" label="More" />
      </Menu>
      {summary && leaving && <DeleteDialog summary={summary} onClose={() => setLeaving(false)} />}
    </>
  );
}

function DeleteDialog({ summary, onClose }: { summary: ReportSummary; onClose: () => void }) {
  const navigate = useNavigate();
  const remove = useDo("scan.delete");
  return (
    <Dialog
      open
      onClose={onClose}
      title="Delete the report"
      busy={remove.isPending}
      foot={
        <>
          <Button onPress={onClose}>Cancel</Button>
          <Button
            look="danger"
            isDisabled={remove.isPending}
            onPress={() =>
              remove.mutate(
                { report: summary.report },
                {
                  onSuccess: () => {
                    onClose();
                    void navigate({ to: "/scans" });
                  },
                },
              )
            }
          >
            Delete it
          </Button>
        </>
      }
    >
      {remove.error && <FailureNotice failure={remove.error} />}
      <p>
        The {summary.total.toLocaleString("en")} findings of <span className="foreign">{summary.title}</span>{" "}
        go from this machine. Decisions stay in the workspace, and{" "}
        {summary.file ? "the file can be imported again" : "AWS can be asked again"}.
      </p>
    </Dialog>
  );
}
