import { useEffect, useState } from "react";

import { asFailure, call, useAsk, type ComponentSummary, type Failure } from "@/contract";
import { Button } from "@/parts/Button";
import { ChoiceList } from "@/parts/ChoiceList";
import { SearchField, Select } from "@/parts/Field";
import { TextArea } from "@/parts/TextArea";
import { Answer } from "@/pieces/Answer";
import { FailureNotice } from "@/pieces/FailureView";
import { fits } from "@/pieces/ListFilter";
import { originWords } from "@/pieces/origin";
import { platform } from "@/platform";

import type { Form } from "./form";
import styles from "./new.module.css";

interface StartProps {
  form: Form;
  set: (changed: Partial<Form>) => void;
}

export function TemplateStart({ form, set }: StartProps) {
  const list = useAsk("component.templates", {});
  return (
    <Answer query={list}>
      {({ templates }) => (
        <ChoiceList
          label="Templates"
          empty="There are no templates."
          value={form.template}
          onChange={(template) => set({ template, platform: null })}
          groups={[...new Set(templates.map((one) => one.platform))].map((name) => ({
            title: name,
            choices: templates
              .filter((one) => one.platform === name)
              .map((one) => ({ key: one.id, title: one.title, about: one.about })),
          }))}
        />
      )}
    </Answer>
  );
}

const SCRIPTS = { name: "Shell and PowerShell scripts", extensions: ["sh", "bash", "ps1"] };
const LANGUAGES = [
  { key: "told", label: "Told from the text" },
  { key: "bash", label: "Shell" },
  { key: "powershell", label: "PowerShell" },
] as const;

export function ScriptStart({ form, set }: StartProps) {
  const [over, setOver] = useState(false);
  const [failure, setFailure] = useState<Failure | null>(null);
  const take = (file: { name: string; text: string } | undefined) => {
    if (!file) return;
    setFailure(null);
    set({ script: file.text, scriptFile: file.name, language: null, platform: null });
  };
  const read = (path: string | undefined) => {
    if (path === undefined) return;
    call("component.read_script", { path }).then(take, (thrown: unknown) => setFailure(asFailure(thrown)));
  };
  useEffect(() => {
    const stops = [
      platform().onFileDrop((phase, paths) => {
        setOver(phase === "over");
        if (phase === "drop") read(paths[0]);
      }),
      platform().onTextDrop((phase, files) => {
        setOver(phase === "over");
        if (phase === "drop") take(files[0]);
      }),
    ];
    return () => stops.forEach((stop) => stop());
    // One listener for as long as this is shown; both only reach stable things.
    // oxlint-disable-next-line react/exhaustive-deps
  }, []);
  const pick = () =>
    void platform()
      .pickFiles("Choose a script", SCRIPTS)
      .then(
        (paths) => read(paths[0]),
        () => undefined,
      );
  return (
    <div className={styles.script} data-over={over}>
      {failure && <FailureNotice failure={failure} onDismiss={() => setFailure(null)} />}
      <TextArea
        label="Script"
        value={form.script}
        onChange={(script) => set({ script })}
        placeholder={"Paste a shell or PowerShell script,\nor drop its file here."}
      />
      <div className={styles.row}>
        <Select
          quiet
          label="Language of the script"
          value={form.language ?? "told"}
          choices={[...LANGUAGES]}
          onChange={(key) => set({ language: key === "told" ? null : key, platform: null })}
        />
        <Button onPress={pick}>Choose a file…</Button>
      </div>
      {over && <div className={styles.drop}>Drop the script to read it</div>}
    </div>
  );
}

/** Amazon's come first: they are what one most often begins with. */
const ORDER = ["amazon", "account", "shared", "workspace", "marketplace", "unknown"] as const;

export function CopyStart({ form, set, components }: StartProps & { components: ComponentSummary[] }) {
  const [filter, setFilter] = useState("");
  // What is not shown by its publisher cannot be copied.
  const shown = components
    .filter((one) => one.phases.length > 0)
    .filter((one) => fits(filter, one.name, one.description, one.owner, one.version));
  return (
    <>
      <SearchField label="Search components" value={filter} onChange={setFilter} />
      <ChoiceList
        label="Components to copy"
        empty="No component matches. Those of AWS appear here after a sync."
        value={form.copy}
        onChange={(copy) => set({ copy, name: null, platform: null })}
        groups={ORDER.map((origin) => ({
          title: originWords(origin),
          choices: shown
            .filter((one) => one.origin === origin)
            .map((one) => ({
              key: one.reference,
              title: one.name,
              note: one.version,
              about: one.description ?? undefined,
            })),
        }))}
      />
    </>
  );
}
