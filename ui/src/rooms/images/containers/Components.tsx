import { Link } from "@tanstack/react-router";
import { useState } from "react";

import { useAsk } from "@/contract";
import { Button } from "@/parts/Button";
import { ChoiceList } from "@/parts/ChoiceList";
import { Dialog } from "@/parts/Dialog";
import { CommittedField, SearchField } from "@/parts/Field";
import { AsOf } from "@/parts/Time";
import { Answer } from "@/pieces/Answer";
import { TextField } from "@/pieces/form/fields";
import { useForm } from "@/pieces/form/form";
import { ObjectList } from "@/pieces/form/ObjectList";
import { listAt, textAt, valueAt, type Path } from "@/pieces/form/path";
import { fits } from "@/pieces/ListFilter";
import { originWords } from "@/pieces/origin";

import styles from "./containers.module.css";
import { parameterValue, setParameter } from "./parameters";

const COMPONENTS = ["components"];
/** Components a recipe takes unless the account's quota was raised (https://docs.aws.amazon.com/imagebuilder/latest/userguide/manage-recipes.html). */
const QUOTA = 20;
/** More than this and the list asks to be narrowed. */
const MOST = 200;

/** The components of a container, in the order they run. */
export function Components() {
  const { view, set } = useForm();
  const [choosing, setChoosing] = useState(false);
  const count = listAt(view.value, COMPONENTS).length;
  return (
    <>
      <ObjectList
        ordered
        path={COMPONENTS}
        label="In the order they run"
        what="component"
        onAdd={() => setChoosing(true)}
        note={`${QUOTA} unless the account's quota was raised. Each component once.`}
      >
        {(path) => <Component path={path} />}
      </ObjectList>
      {choosing && (
        <ComponentDialog
          taken={listAt(view.value, COMPONENTS).map((one) => textAt(one, ["componentArn"]) ?? "")}
          onClose={() => setChoosing(false)}
          onChoose={(reference) => {
            setChoosing(false);
            set([...COMPONENTS, String(count)], { componentArn: reference });
          }}
        />
      )}
    </>
  );
}

/** `Component/nginx-tls` of `Component/nginx-tls/1.x.x`; ARNs as they are. */
function lookedUp(reference: string): string {
  return /^Component\/[^/]+/.exec(reference)?.[0] ?? reference;
}

function Component({ path }: { path: Path }) {
  const { view, setAll } = useForm();
  const layer = valueAt(view.value, path);
  const reference = textAt(layer, ["componentArn"]) ?? "";
  const component = useAsk(
    "component.get",
    { component: lookedUp(reference) },
    { enabled: reference !== "" },
  );
  const declared = component.data?.parameters ?? [];
  const given = listAt(layer, ["parameters"])
    .map((one) => textAt(one, ["name"]) ?? "")
    .filter((name) => name !== "" && !declared.some((one) => one.name === name));
  return (
    <>
      <TextField
        mono
        path={[...path, "componentArn"]}
        label="Component"
        placeholder="Component/name/1.x.x"
        note={
          component.data && (
            <>
              {component.data.summary.description}{" "}
              <Link
                to="/components/$component"
                params={{ component: lookedUp(reference) }}
                className={`link ${styles.open}`}
              >
                Open it
              </Link>
            </>
          )
        }
      />
      {declared.length + given.length > 0 && (
        <div className={styles.parameters}>
          {declared.map((one) => (
            <CommittedField
              key={one.name}
              mono
              label={one.name}
              mark={one.required ? "required" : undefined}
              value={parameterValue(layer, one.name) ?? ""}
              placeholder={one.default ?? ""}
              note={one.description}
              onCommit={(text) => setAll(setParameter(layer, path, one.name, text))}
            />
          ))}
          {given.map((name) => (
            <CommittedField
              key={name}
              mono
              label={name}
              mark={component.data ? "not declared" : undefined}
              value={parameterValue(layer, name) ?? ""}
              onCommit={(text) => setAll(setParameter(layer, path, name, text))}
            />
          ))}
        </div>
      )}
    </>
  );
}

function ComponentDialog(props: {
  taken: string[];
  onClose: () => void;
  onChoose: (reference: string) => void;
}) {
  const components = useAsk("component.list", {});
  const [search, setSearch] = useState("");
  const [chosen, setChosen] = useState<string | null>(null);
  const taken = new Set(props.taken.map(lookedUp));
  return (
    <Dialog
      open
      width={620}
      title="Add a component"
      aside={<AsOf at={components.data?.as_of ?? null} />}
      onClose={props.onClose}
      foot={
        <>
          <Button onPress={props.onClose}>Cancel</Button>
          <Button
            look="primary"
            isDisabled={chosen === null}
            onPress={() => chosen !== null && props.onChoose(chosen)}
          >
            Add it
          </Button>
        </>
      }
    >
      <div className={styles.choosing}>
        <SearchField autoFocus label="Search the components" value={search} onChange={setSearch} />
        <Answer query={components}>
          {({ components: all }) => {
            const found = all.filter(
              (one) =>
                !taken.has(lookedUp(one.reference)) && fits(search, one.name, one.description, one.owner),
            );
            return (
              <>
                <ChoiceList
                  label="Components"
                  value={chosen}
                  onChange={setChosen}
                  empty={
                    search === "" ? "There is none that is not laid yet." : `Nothing matches “${search}”.`
                  }
                  groups={[
                    {
                      title: null,
                      choices: found.slice(0, MOST).map((one) => ({
                        key: one.reference,
                        title: one.name,
                        note: one.version,
                        about: [originWords(one.origin), one.platform, one.description]
                          .filter(Boolean)
                          .join(" · "),
                      })),
                    },
                  ]}
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
