import { useState } from "react";

import { useAsk, useDo, type SavedView } from "@/contract";
import { Button } from "@/parts/Button";
import { Dialog } from "@/parts/Dialog";
import { TextField } from "@/parts/Field";
import { Menu } from "@/parts/Menu";
import { useAction } from "@/pieces/actions";
import { FailureNotice } from "@/pieces/FailureView";

import { useAddress } from "../address";
import { appliedView, savedView } from "./views";

/** Ways to look at findings that the workspace keeps, in `scans/views.yaml`. */
export function SavedViews(props: {
  report: string;
  columns: string[];
  onColumns: (keys: string[]) => void;
}) {
  const { report, columns, onColumns } = props;
  const [address, change] = useAddress(report);
  const answer = useAsk("scan.views", {});
  const views = answer.data?.views ?? [];
  const [leaving, setLeaving] = useState<string | null>(null);
  const [saving, setSaving] = useState(false);
  useAction("scan.save_view", () => setSaving(true));
  const apply = (view: SavedView) => {
    onColumns(view.columns);
    change(appliedView(view));
  };
  return (
    <>
      <Menu
        label="Saved views"
        groups={[
          {
            id: "apply",
            title: views.length > 0 ? "Saved in the workspace" : "Nothing is saved in the workspace yet",
            entries: views.map((view) => ({
              id: view.name,
              label: view.name,
              act: () => apply(view),
            })),
          },
          {
            id: "keep",
            entries: [{ id: "+", label: "Save what is shown…", act: () => setSaving(true) }],
          },
          {
            id: "delete",
            entries: views.map((view) => ({
              id: `- ${view.name}`,
              label: `Delete “${view.name}”…`,
              danger: true,
              act: () => setLeaving(view.name),
            })),
          },
        ]}
      >
        <Button>Views</Button>
      </Menu>
      {leaving !== null && <DeleteView name={leaving} onClose={() => setLeaving(null)} />}
      {saving && (
        <SaveDialog
          taken={views.map((view) => view.name)}
          problem={answer.data?.problem ?? null}
          make={(name) => savedView(name, address, columns)}
          onClose={() => setSaving(false)}
        />
      )}
    </>
  );
}

function DeleteView({ name, onClose }: { name: string; onClose: () => void }) {
  const remove = useDo("scan.delete_view");
  return (
    <Dialog
      open
      onClose={onClose}
      title="Delete the view"
      foot={
        <>
          <Button onPress={onClose}>Cancel</Button>
          <Button
            look="danger"
            isDisabled={remove.isPending}
            onPress={() => remove.mutate({ name }, { onSuccess: onClose })}
          >
            Delete it
          </Button>
        </>
      }
    >
      {remove.error && <FailureNotice failure={remove.error} />}
      <p>
        “<span className="foreign">{name}</span>” is taken out of{" "}
        <span className="mono">scans/views.yaml</span> of the workspace, for everybody who has it.
      </p>
    </Dialog>
  );
}

function SaveDialog(props: {
  taken: string[];
  problem: string | null;
  make: (name: string) => SavedView;
  onClose: () => void;
}) {
  const { taken, problem, make, onClose } = props;
  const save = useDo("scan.save_view");
  const [name, setName] = useState("");
  const ready = name.trim() !== "" && !save.isPending;
  const done = () => save.mutate(make(name.trim()), { onSuccess: onClose });
  return (
    <Dialog
      open
      onClose={onClose}
      title="Save this view"
      foot={
        <>
          <Button onPress={onClose}>Cancel</Button>
          <Button look="primary" isDisabled={!ready} onPress={done}>
            {taken.includes(name.trim()) ? "Replace the view" : "Save the view"}
          </Button>
        </>
      }
    >
      {save.error && <FailureNotice failure={save.error} />}
      <TextField
        autoFocus
        label="Name"
        value={name}
        onChange={setName}
        error={problem ?? undefined}
        note={
          taken.includes(name.trim())
            ? "There is a view of this name; it will be replaced."
            : "Query, grouping, order and columns go into scans/views.yaml of the workspace, for everybody who has it."
        }
        onKeyDown={(event) => {
          if (event.key === "Enter" && ready) done();
        }}
      />
    </Dialog>
  );
}
