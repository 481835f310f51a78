import { useState } from "react";

import { useAsk } from "@/contract";
import { Button } from "@/parts/Button";
import { ChoiceList } from "@/parts/ChoiceList";
import { Dialog } from "@/parts/Dialog";
import { SearchField, Select } from "@/parts/Field";
import { AsOf } from "@/parts/Time";
import { Answer } from "@/pieces/Answer";
import { TextField } from "@/pieces/form/fields";
import { useForm } from "@/pieces/form/form";
import { textAt } from "@/pieces/form/path";
import { fits } from "@/pieces/ListFilter";

import { choiceOf, followings, parentGroups, parentReference } from "./parent";
import styles from "./settings.module.css";

const PARENT = ["parentImage"];
/** More than this and the list asks to be narrowed. */
const MOST = 200;

/** What the image starts from, and which versions of it it follows. */
export function Parent({ own }: { own: string }) {
  const { view, set } = useForm();
  const [choosing, setChoosing] = useState(false);
  const parents = useAsk("recipe.parents", {});
  const written = textAt(view.value, PARENT) ?? "";
  const reference = parentReference(written);
  const pinned = reference !== null && reference.version !== null && !reference.version.includes("x");
  const choice = choiceOf(written, parents.data?.parents ?? []);
  return (
    <div className={styles.parent}>
      <TextField
        mono
        path={PARENT}
        label="Parent image"
        placeholder="ImageRecipe/golden-ubuntu/1.x.x"
        note="A recipe of the workspace, an AMI id, ssm: with a parameter, or the ARN of an Image Builder image. Each build starts from what it leads to then."
      />
      <div className={styles.beside}>
        <Button onPress={() => setChoosing(true)}>Choose…</Button>
        {reference && (
          <div className={styles.follows}>
            <span className="dim" aria-hidden="true">
              follows
            </span>
            <Select
              quiet
              label="Version of the parent that is followed"
              value={reference.version ?? ""}
              choices={followings(reference, choice?.version ?? null)}
              onChange={(version) =>
                set(PARENT, version === "" ? reference.stem : `${reference.stem}/${version}`)
              }
            />
          </div>
        )}
        {reference && (
          <span className="dim">
            {choice?.version ? (
              choice.version === reference.version ? null : pinned ? (
                <>
                  <span className="mono">{choice.version}</span> is the newest
                </>
              ) : (
                <>
                  → <span className="mono">{choice.version}</span> now
                </>
              )
            ) : (
              parents.data && "not among what was read"
            )}
          </span>
        )}
        {choice?.os && (
          <span className="dim clip">
            {choice.os}
            {choice.architecture && `, ${choice.architecture}`}
          </span>
        )}
      </div>
      {choosing && (
        <ParentDialog
          own={own}
          written={written}
          onClose={() => setChoosing(false)}
          onChoose={(next) => {
            setChoosing(false);
            if (next !== written) set(PARENT, next);
          }}
        />
      )}
    </div>
  );
}

function ParentDialog(props: {
  own: string;
  written: string;
  onClose: () => void;
  onChoose: (reference: string) => void;
}) {
  const parents = useAsk("recipe.parents", {});
  const [search, setSearch] = useState("");
  const [chosen, setChosen] = useState<string | null>(null);
  return (
    <Dialog
      open
      width={620}
      title="Parent image"
      aside={<AsOf at={parents.data?.as_of ?? null} />}
      onClose={props.onClose}
      foot={
        <>
          <Button onPress={props.onClose}>Cancel</Button>
          <Button
            look="primary"
            isDisabled={chosen === null}
            onPress={() => chosen !== null && props.onChoose(chosen)}
          >
            Stand on it
          </Button>
        </>
      }
    >
      <div className={styles.choosing}>
        <SearchField autoFocus label="Search the images" value={search} onChange={setSearch} />
        <Answer query={parents}>
          {({ parents: all }) => {
            // An image cannot stand on itself.
            const found = all.filter(
              (one) =>
                parentReference(one.reference)?.stem !== `ImageRecipe/${props.own}` &&
                fits(search, one.label, one.reference, one.owner, one.os),
            );
            return (
              <>
                <ChoiceList
                  label="Images"
                  value={chosen ?? choiceOf(props.written, found)?.reference ?? null}
                  onChange={setChosen}
                  empty={
                    search === ""
                      ? "Nothing was read yet: sync to see what is shared with you."
                      : `Nothing matches “${search}”.`
                  }
                  groups={parentGroups(found.slice(0, MOST)).map((group) => ({
                    title: group.title,
                    choices: group.choices.map((one) => ({
                      key: one.reference,
                      title: one.label,
                      note: one.version ?? undefined,
                      about: [one.os, one.architecture, one.owner, one.reference].filter(Boolean).join(" · "),
                    })),
                  }))}
                />
                {found.length > MOST && (
                  <p className="dim small">And {found.length - MOST} more: type to narrow it.</p>
                )}
              </>
            );
          }}
        </Answer>
      </div>
    </Dialog>
  );
}
