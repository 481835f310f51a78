import { useMemo } from "react";

import { useAsk } from "@/contract";
import { Button } from "@/parts/Button";
import { CodeEditor } from "@/parts/CodeEditor";
import { Icon } from "@/parts/icons";
import { TextField } from "@/pieces/form/fields";
import { useForm, useProblems } from "@/pieces/form/form";
import { useHeld } from "@/pieces/form/held";
import { listAt, textAt } from "@/pieces/form/path";
import { FieldProblems, Section } from "@/pieces/form/Shell";
import { explain } from "@/pieces/FileEditor";
import { DOCKERFILE } from "@/pieces/resource/words";

import styles from "./containers.module.css";
import { has, MOST, PLACEHOLDERS, templateMarks, withPlaceholder, written } from "./dockerfile";

const DATA = ["dockerfileTemplateData"];
const URI = ["dockerfileTemplateUri"];

/** The Dockerfile that Image Builder fills in: here, or in S3. */
export function Dockerfile() {
  const { view, setAll } = useForm();
  const problems = useProblems(DATA);
  const template = textAt(view.value, DATA);
  return (
    <Section title="Dockerfile template" aside={<code className={styles.api}>{DATA[0]}</code>}>
      {template === null ? (
        <>
          <TextField
            mono
            path={URI}
            label="Template in S3"
            placeholder="s3://bucket/Dockerfile"
            note="AWS reads it once, when the recipe is published."
          />
          <FieldProblems problems={problems} />
          <div>
            <Button
              small
              onPress={() =>
                setAll([
                  { path: DATA, value: DOCKERFILE },
                  ...(textAt(view.value, URI) === null ? [] : [{ path: URI, value: null }]),
                ])
              }
            >
              Write it here instead
            </Button>
          </div>
        </>
      ) : (
        <Template template={template} />
      )}
    </Section>
  );
}

function Template({ template }: { template: string }) {
  const { view, set } = useForm();
  const problems = useProblems(DATA);
  const file = useAsk("file.get", { file: view.file }).data?.text ?? "";
  const held = useHeld(template, (text) => set(DATA, text === "" ? null : text));
  const marks = useMemo(() => templateMarks(view.problems, file, template), [view.problems, file, template]);
  const components = listAt(view.value, ["components"]).length;
  return (
    <>
      <div className={styles.dockerfile}>
        {/* Leaving the editor is what commits; the editor within has the focus. */}
        <div
          className={styles.editor}
          onBlur={(event) => {
            if (!event.currentTarget.contains(event.relatedTarget)) held.give();
          }}
        >
          <CodeEditor
            label="Dockerfile template"
            value={held.text}
            yaml={false}
            onChange={held.type}
            marks={marks}
            marked={template}
            explain={explain}
          />
        </div>
        <ul className={styles.placeholders} aria-label="Placeholders">
          {PLACEHOLDERS.map(({ name, about }) => {
            const there = has(held.text, name);
            const needed = name === "parentImage" || components > 0;
            return (
              <li key={name} data-there={there}>
                <span className={styles.placeholder}>
                  {there && <Icon name="check" size={14} />}
                  <code>{written(name)}</code>
                </span>
                <span className="dim small">
                  {there ? "" : needed ? "Missing. " : "Not there. "}
                  {about}
                </span>
                {!there && (
                  <span>
                    <Button small onPress={() => set(DATA, withPlaceholder(held.text, name))}>
                      Add it
                    </Button>
                  </span>
                )}
              </li>
            );
          })}
        </ul>
      </div>
      <FieldProblems problems={problems} />
      <p className="dim small figures">
        {held.text.length.toLocaleString("en")} of {MOST.toLocaleString("en")} characters
        {held.text.length > MOST && <strong className={styles.over}> — too long for AWS</strong>}
      </p>
    </>
  );
}
