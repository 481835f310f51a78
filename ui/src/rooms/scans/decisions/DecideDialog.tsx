import { useState } from "react";
import { Radio, RadioGroup } from "react-aria-components";

import { useAsk, useDo, type DecisionState } from "@/contract";
import { Button } from "@/parts/Button";
import { Dialog } from "@/parts/Dialog";
import { Check, Segments, TextField } from "@/parts/Field";
import { useStore } from "@/parts/store";
import { toast } from "@/parts/toast";
import { FailureNotice } from "@/pieces/FailureView";

import styles from "./decisions.module.css";
import { dateIn, EMPTY_FORM, problemsOf, QUICK_DAYS, requestOf, type DecideForm } from "./form";
import { deciding, type Deciding } from "./open";
import { JUSTIFICATIONS, STATE_WORDS } from "./words";

const SAYS: Record<DecisionState, string> = {
  in_triage: "Somebody looks into it. It stays open.",
  not_affected: "The vulnerability cannot be exploited here, for one of the reasons OpenVEX knows.",
  false_positive: "The scanner is wrong: the package or the flaw is not there.",
  accepted: "The risk is known and borne until a date. From then on it is open again.",
};

/** Marks one finding or many as decided; open while something was given to `openDecide`. */
export function DecideDialog({ onShow }: { onShow: () => void }) {
  const about = useStore(deciding);
  return about && <Content key={JSON.stringify(about.which)} about={about} onShow={onShow} />;
}

function Content({ about, onShow }: { about: Deciding; onShow: () => void }) {
  const { which, count } = about;
  const decide = useDo("scan.decide");
  const only = count === 1 && "findings" in which ? which.findings[0] : undefined;
  const finding = useAsk("scan.finding", { id: only ?? "" }, { enabled: only !== undefined }).data?.row;
  const reports = useAsk("scan.list", {}).data?.reports;
  // Several findings may be of several images, each of which has a file of its own.
  const image = finding && reports?.find((one) => one.report === finding.report)?.image_name;
  const [form, setForm] = useState<DecideForm>(EMPTY_FORM);
  const [tried, setTried] = useState(false);
  const change = (part: Partial<DecideForm>) => setForm((before) => ({ ...before, ...part }));
  const [now] = useState(() => new Date());
  const problems = problemsOf(form, now);
  const shown = tried ? problems : {};
  const close = () => deciding.set(null);
  const done = () => {
    setTried(true);
    if (Object.keys(problems).length > 0) return;
    decide.mutate(requestOf(form, which), {
      onSuccess: ({ statements, file }) => {
        close();
        about.onDone?.();
        const written = statements === 1 ? "1 statement" : `${statements.toLocaleString("en")} statements`;
        toast(`${written} written to ${file}`, { label: "Show the decisions", act: onShow });
      },
    });
  };
  const many = count === 1 ? "1 finding" : `${count.toLocaleString("en")} findings`;
  return (
    <Dialog
      open
      onClose={close}
      title={count === 1 ? "Decide about this finding" : `Decide about ${many}`}
      width={560}
      busy={decide.isPending}
      foot={
        <>
          <Button onPress={close}>Cancel</Button>
          <Button look="primary" isDisabled={decide.isPending} onPress={done}>
            {form.state === "in_triage" ? "Mark" : "Decide"}: {STATE_WORDS[form.state].toLowerCase()}
          </Button>
        </>
      }
    >
      <div className={styles.form}>
        {decide.error && <FailureNotice failure={decide.error} />}
        <p className={styles.about}>
          {finding ? (
            <>
              <span className="mono foreign">{finding.vulnerability}</span> in{" "}
              <span className="foreign">
                {finding.package} {finding.installed}
              </span>
            </>
          ) : "scope" in which ? (
            <>
              All {many} that match
              {which.scope.query === "" ? "" : <span className="mono foreign"> {which.scope.query}</span>}, as
              of now
            </>
          ) : count === 1 ? (
            "The finding that is marked"
          ) : (
            `The ${many} that are marked`
          )}
        </p>
        <div>
          <Segments
            label="State"
            value={form.state}
            onChange={(state) => change({ state })}
            choices={(["in_triage", "not_affected", "false_positive", "accepted"] as const).map((key) => ({
              key,
              label: STATE_WORDS[key],
            }))}
          />
          <p className={styles.writes}>{SAYS[form.state]}</p>
        </div>
        {form.state === "not_affected" && (
          <Justifications form={form} change={change} problem={shown.justification} />
        )}
        <TextField
          label="Reason"
          mark={form.state === "accepted" || form.state === "false_positive" ? "required" : "optional"}
          value={form.reason}
          onChange={(reason) => change({ reason })}
          error={shown.reason}
          onKeyDown={(event) => {
            if (event.key === "Enter") done();
          }}
        />
        <div className={styles.quick}>
          <TextField
            label={form.state === "accepted" ? "Accepted until" : "Look again on"}
            mark={form.state === "accepted" ? "required" : "optional"}
            mono
            placeholder="2027-01-31"
            value={form.expires}
            onChange={(expires) => change({ expires })}
            error={shown.expires}
          />
          {QUICK_DAYS.map((days) => (
            <Button key={days} small onPress={() => change({ expires: dateIn(days, now) })}>
              {days} days
            </Button>
          ))}
        </div>
        <div>
          <Check on={form.everyImage} onChange={(everyImage) => change({ everyImage })}>
            For every image that has {count === 1 ? "it" : "them"}, not only this one
          </Check>
          <Check on={form.thisVersion} onChange={(thisVersion) => change({ thisVersion })}>
            For the installed version alone
          </Check>
        </div>
        <p className={styles.writes}>
          Writes up to{" "}
          {count === 1 ? "1 OpenVEX statement" : `${count.toLocaleString("en")} OpenVEX statements`} to{" "}
          <span className="mono foreign">
            vex/{form.everyImage ? "every-image" : image || "<image>"}.openvex.json
          </span>{" "}
          of the workspace. Nothing is told to AWS.
        </p>
      </div>
    </Dialog>
  );
}

function Justifications(props: {
  form: DecideForm;
  change: (part: Partial<DecideForm>) => void;
  problem: string | undefined;
}) {
  const { form, change, problem } = props;
  return (
    <div>
      <RadioGroup
        aria-label="Why it is not affected"
        value={form.justification}
        onChange={(key) => change({ justification: key as DecideForm["justification"] })}
        isInvalid={problem !== undefined}
        className={styles.reasons ?? ""}
      >
        {JUSTIFICATIONS.map(({ key, word }) => (
          <Radio key={key} value={key} className={styles.reason ?? ""}>
            <span>
              {word} <span className="dim small mono">{key}</span>
            </span>
          </Radio>
        ))}
      </RadioGroup>
      {problem && (
        <p role="alert" style={{ color: "var(--bad)", fontSize: "var(--text-small)" }}>
          {problem}
        </p>
      )}
    </div>
  );
}
