import { useNavigate } from "@tanstack/react-router";
import { useState } from "react";

import { call, useAsk, useDo, type DraftView } from "@/contract";
import { Button } from "@/parts/Button";
import { Dialog } from "@/parts/Dialog";
import { Segments, Select, TextField } from "@/parts/Field";
import { useStore } from "@/parts/store";
import { FailureNotice } from "@/pieces/FailureView";
import { useLatest } from "@/pieces/latest";

import { CopyStart, ScriptStart, TemplateStart } from "./Starts";
import {
  emptyForm,
  nameFault,
  proposedDescription,
  proposedName,
  startOf,
  versionFault,
  type Form,
  type Start,
} from "./form";
import styles from "./new.module.css";
import { newComponent, type NewComponent } from "./open";
import { Preview } from "./Preview";

const STARTS: { key: Start; label: string }[] = [
  { key: "template", label: "Template" },
  { key: "script", label: "Script" },
  { key: "copy", label: "Copy" },
];
const PLATFORMS = ["Linux", "Windows", "macOS"].map((name) => ({ key: name, label: name }));
/** Milliseconds of pause after which the preview is made anew. */
const PAUSE = 250;
/** What a document is called while nobody has given a name. */
const NAMELESS = "new-component";

/** A new component from a template, a script or another component: a document to look at, then the files. */
export function NewComponentDialog() {
  const wanted = useStore(newComponent);
  return wanted && <Begin wanted={wanted} />;
}

function Begin({ wanted }: { wanted: NewComponent }) {
  const navigate = useNavigate();
  const components = useAsk("component.list", {}).data?.components ?? [];
  const create = useDo("component.create");
  const [form, setForm] = useState<Form>(() => emptyForm(wanted.copy));
  const set = (changed: Partial<Form>) => {
    create.reset();
    setForm((before) => ({ ...before, ...changed }));
  };
  const name = form.name ?? proposedName(form, components);
  const fault = nameFault(name, components);
  const description = form.description ?? proposedDescription(form, components);
  const from = startOf(form);
  const question =
    from && JSON.stringify({ from, name: fault === undefined && name !== "" ? name : NAMELESS });
  const draft = useLatest<DraftView>(
    question,
    (asked) => call("component.draft", JSON.parse(asked) as never),
    PAUSE,
  );
  const document = from ? draft.answer?.document : undefined;
  const platform = form.platform ?? draft.answer?.platform ?? null;
  const ready =
    document !== undefined &&
    !draft.waiting &&
    draft.failure === null &&
    platform !== null &&
    name !== "" &&
    fault === undefined &&
    versionFault(form.version) === undefined;
  const close = () => newComponent.set(null);
  const start = () => {
    if (!ready) return;
    const { version } = form;
    create.mutate(
      { name, version, platform, description: description.trim() || null, document },
      {
        onSuccess: ({ component }) => {
          close();
          void navigate({ to: "/components/$component", params: { component } });
        },
      },
    );
  };
  return (
    <Dialog
      open
      onClose={close}
      busy={create.isPending}
      width={1040}
      title="New component"
      foot={
        <>
          {name === "" ? (
            <span className="dim small">{document !== undefined && "Give it a name"}</span>
          ) : (
            <span className="dim small mono clip">{`components/${name}/document.yaml`}</span>
          )}
          <Button isDisabled={create.isPending} onPress={close}>
            Cancel
          </Button>
          <Button
            look="primary"
            data-testid="component-create"
            isDisabled={!ready || create.isPending}
            onPress={start}
          >
            {create.isPending ? "Creating" : "Create the component"}
          </Button>
        </>
      }
    >
      <div className={styles.halves}>
        <div className={styles.form}>
          {create.error && <FailureNotice failure={create.error} />}
          <Segments<Start>
            label="Start from"
            value={form.start}
            choices={STARTS}
            onChange={(key) => set({ start: key })}
          />
          {form.start === "template" && <TemplateStart form={form} set={set} />}
          {form.start === "script" && <ScriptStart form={form} set={set} />}
          {form.start === "copy" && <CopyStart form={form} set={set} components={components} />}
          <div className={styles.fields}>
            <TextField
              label="Name"
              mono
              value={name}
              error={fault}
              onChange={(text) => set({ name: text })}
            />
            <TextField
              label="Version"
              mono
              value={form.version}
              error={versionFault(form.version)}
              onChange={(version) => set({ version })}
            />
            <Select
              label="Platform"
              value={platform}
              choices={PLATFORMS}
              placeholder="Choose"
              onChange={(key) => set({ platform: key })}
            />
          </div>
          <TextField
            label="Description"
            value={description}
            onChange={(text) => set({ description: text })}
          />
        </div>
        <Preview start={form.start} wanted={from !== null} draft={draft} />
      </div>
    </Dialog>
  );
}
