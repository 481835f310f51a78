import { Button } from "@/parts/Button";
import { CodeEditor } from "@/parts/CodeEditor";
import { Notice } from "@/parts/states";
import { useForm, useProblems } from "@/pieces/form/form";
import { useHeld } from "@/pieces/form/held";
import { textAt, type Path } from "@/pieces/form/path";
import { FieldProblems, Section } from "@/pieces/form/Shell";

import styles from "./settings.module.css";
import { decoded, encoded, encodedLength, MOST, starter } from "./userData";

const USER_DATA: Path = ["additionalInstanceConfiguration", "userDataOverride"];

/** The script that the build instance starts with, as text; the file has it in Base64. */
export function UserData({ platform }: { platform: string | null }) {
  const { view, set } = useForm();
  const problems = useProblems(USER_DATA);
  const written = textAt(view.value, USER_DATA);
  const text = written === null ? "" : decoded(written);
  return (
    <Section title="User data" aside={<code className={styles.api}>userDataOverride</code>}>
      {written === null ? (
        <>
          <p className="dim">
            Image Builder’s own: it installs the Systems Manager agent where the parent image has none, and
            cleans up before the image is made.
          </p>
          <div>
            <Button small onPress={() => set(USER_DATA, encoded(starter(platform)))}>
              Write user data
            </Button>
          </div>
        </>
      ) : (
        <>
          <Notice tone="warn">
            <strong>It replaces what Image Builder would use</strong>, the installation of the Systems Manager
            agent included: without the agent in the parent image or in this script the build cannot begin.
            The clean-up script goes as well, unless an empty file{" "}
            <span className="mono">perform_cleanup</span> is made in the working directory.
          </Notice>
          {text === null ? (
            <p>
              It is {written.length.toLocaleString("en")} characters that are no text in Base64, so it is
              shown in the source only.
            </p>
          ) : (
            <Script text={text} onCommit={(next) => set(USER_DATA, next === "" ? null : encoded(next))} />
          )}
          <FieldProblems problems={problems} />
          <div>
            <Button small onPress={() => set(USER_DATA, null)}>
              Use Image Builder’s own
            </Button>
          </div>
        </>
      )}
    </Section>
  );
}

function Script({ text, onCommit }: { text: string; onCommit: (text: string) => void }) {
  const held = useHeld(text, onCommit);
  const length = encodedLength(held.text);
  return (
    <>
      {/* Leaving the editor is what commits; the editor within has the focus. */}
      <div
        className={styles.script}
        onBlur={(event) => {
          if (!event.currentTarget.contains(event.relatedTarget)) held.give();
        }}
      >
        <CodeEditor label="User data" value={held.text} yaml={false} onChange={held.type} />
      </div>
      <p className="dim small figures" data-over={length > MOST}>
        {length.toLocaleString("en")} of {MOST.toLocaleString("en")} characters in Base64
        {length > MOST && <strong className={styles.over}> — too long for AWS</strong>}
      </p>
    </>
  );
}
