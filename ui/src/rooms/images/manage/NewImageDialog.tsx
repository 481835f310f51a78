import { useNavigate } from "@tanstack/react-router";
import { useRef, useState, type KeyboardEvent } from "react";

import { useAsk, useDo } from "@/contract";
import { Button } from "@/parts/Button";
import { ChoiceList } from "@/parts/ChoiceList";
import { Dialog } from "@/parts/Dialog";
import { SearchField, TextField } from "@/parts/Field";
import { AsOf } from "@/parts/Time";
import { FailureNotice } from "@/pieces/FailureView";
import { nameFault } from "@/pieces/resource/words";

import { FirstLayers } from "./FirstLayers";
import styles from "./manage.module.css";
import { newImage } from "./open";
import { parentGroups, recipeOf, referenceTo } from "./parents";
import { versionFault } from "./version";

/** A new image: what it stands on, what it is called, and what is laid first. */
export function NewImageDialog({ parent }: { parent: string | null }) {
  const navigate = useNavigate();
  const parents = useAsk("recipe.parents", {});
  const all = useAsk("resource.list", {}).data?.resources ?? [];
  const create = useDo("recipe.create");
  const [query, setQuery] = useState("");
  const [picked, setPicked] = useState<string | null>(null);
  const [name, setName] = useState("");
  const [version, setVersion] = useState("1.0.0");
  const [owner, setOwner] = useState("");
  const [components, setComponents] = useState<string[]>([]);
  const nameInput = useRef<HTMLInputElement>(null);

  const known = parents.data?.parents ?? [];
  const chosen = picked ?? (parent === null ? null : referenceTo(parent, known));
  const { groups, keys, more } = parentGroups(known, query);
  const choice = known.find((one) => one.reference === chosen);
  const fault = nameFault(name, "ImageRecipe", all);
  const wrongVersion = versionFault(version);
  const lacks = chosen === null ? "Choose what it stands on" : name === "" ? "Give it a name" : undefined;
  const ready = lacks === undefined && fault === undefined && wrongVersion === undefined;
  const close = () => newImage.set(null);
  const start = () => {
    if (!ready || chosen === null || create.isPending) return;
    create.mutate(
      {
        name,
        parent_image: chosen,
        version,
        description: null,
        owner: owner.trim() || null,
        components,
      },
      {
        onSuccess: ({ recipe }) => {
          close();
          void navigate({ to: "/images/$recipe", params: { recipe } });
        },
      },
    );
  };
  const onSearchKey = (event: KeyboardEvent) => {
    const at = chosen === null ? -1 : keys.indexOf(chosen);
    if (event.key === "ArrowDown") setPicked(keys[Math.min(keys.length - 1, at + 1)] ?? null);
    else if (event.key === "ArrowUp") setPicked(keys[Math.max(0, at - 1)] ?? null);
    else if (event.key === "Enter") {
      if (at < 0) setPicked(keys[0] ?? null);
      nameInput.current?.focus();
    } else return;
    event.preventDefault();
  };
  const onFieldKey = (event: KeyboardEvent) => {
    if (event.key === "Enter") start();
  };
  return (
    <Dialog
      open
      onClose={close}
      busy={create.isPending}
      width={940}
      title={parent === null ? "New image" : `New overlay on ${parent}`}
      foot={
        <>
          <span className="dim small clip">{lacks ?? (choice && `On ${choice.label}`)}</span>
          <Button isDisabled={create.isPending} onPress={close}>
            Cancel
          </Button>
          <Button
            look="primary"
            data-testid="image-create"
            isDisabled={!ready || create.isPending}
            onPress={start}
          >
            {create.isPending ? "Creating" : "Create the image"}
          </Button>
        </>
      }
    >
      {create.error && <FailureNotice failure={create.error} />}
      <div className={styles.halves}>
        <section className={styles.half} aria-labelledby="new-image-parent">
          <div className={styles.step}>
            <h3 id="new-image-parent">Stands on</h3>
            {parents.data && <AsOf at={parents.data.as_of} />}
          </div>
          <SearchField
            label="Search images"
            placeholder="Search, or give an AMI id, ssm:… or an ARN"
            value={query}
            onChange={setQuery}
            autoFocus={parent === null}
            onKeyDown={onSearchKey}
          />
          {parents.error ? (
            <FailureNotice failure={parents.error} />
          ) : (
            <ChoiceList
              label="Images to stand on"
              groups={groups}
              value={chosen}
              onChange={setPicked}
              empty={
                parents.isPending
                  ? "Reading…"
                  : query
                    ? "No image answers to that."
                    : "No image is known yet: sync reads those of AWS. An AMI id or ssm:… can be given above."
              }
            />
          )}
          {more > 0 && <p className="dim small">and {more} more; type to narrow them</p>}
        </section>
        <section className={styles.half} aria-label="Name and first layers">
          <div className={styles.fields}>
            <TextField
              label="Name"
              mono
              value={name}
              error={fault}
              inputRef={nameInput}
              autoFocus={parent !== null}
              onChange={setName}
              onKeyDown={onFieldKey}
            />
            <TextField
              label="Version"
              mono
              value={version}
              error={wrongVersion}
              onChange={setVersion}
              onKeyDown={onFieldKey}
            />
            <TextField
              label="Owner"
              mark="optional"
              value={owner}
              onChange={setOwner}
              onKeyDown={onFieldKey}
            />
          </div>
          <FirstLayers
            parent={chosen === null ? null : recipeOf(chosen)}
            platform={choice?.platform ?? null}
            chosen={components}
            onChange={setComponents}
          />
        </section>
      </div>
    </Dialog>
  );
}
