import { useNavigate, useParams } from "@tanstack/react-router";
import { useState } from "react";

import { useAsk, type ComponentSummary, type Origin } from "@/contract";
import { Button } from "@/parts/Button";
import { DataGrid } from "@/parts/DataGrid";
import { Select } from "@/parts/Field";
import { MasterDetail } from "@/parts/MasterDetail";
import { Empty } from "@/parts/states";
import { AsOf } from "@/parts/Time";
import { useAction } from "@/pieces/actions";
import { Answer } from "@/pieces/Answer";
import { fits, ListFilter } from "@/pieces/ListFilter";
import { originWords } from "@/pieces/origin";
import { Page, useCrumb } from "@/pieces/Page";

import { columns } from "./columns";
import { ComponentDetail } from "./ComponentDetail";
import styles from "./components.module.css";
import { NewComponentDialog } from "./new/NewComponentDialog";
import { newComponent } from "./new/open";
import { useAlone } from "./widen";

type Where = Origin | "any";

/** The components of the workspace and those that AWS offers, with the document of the chosen one. */
export default function ComponentsRoom() {
  const { component } = useParams({ strict: false });
  const list = useAsk("component.list", {});
  const [filter, setFilter] = useState("");
  const [origin, setOrigin] = useState<Where>("any");
  useCrumb(component ? null : "Components");
  const alone = useAlone();
  const begin = () => newComponent.set({});
  useAction("component.new", begin);
  const all = list.data?.components ?? [];
  const origins = [...new Set(all.map((one) => one.origin))];
  return (
    <Page
      title="Components"
      aside={list.data && <AsOf at={list.data.as_of} />}
      facts={all.length > 0 && <Numbers all={all} />}
      actions={<Button onPress={begin}>New component…</Button>}
      body="fill"
      bar={
        all.length > 0 &&
        !alone && (
          <div className={styles.bar}>
            <ListFilter label="Filter the components" value={filter} onChange={setFilter} />
            <Select<Where>
              quiet
              label="Origin"
              value={origin}
              onChange={setOrigin}
              choices={[
                { key: "any", label: "Any origin" },
                ...origins.map((one) => ({
                  key: one,
                  label: originWords(one),
                  note: String(all.filter((other) => other.origin === one).length),
                })),
              ]}
            />
          </div>
        )
      }
    >
      <Answer query={list}>
        {(data) =>
          data.components.length === 0 && !component ? (
            <Empty
              title="No components yet"
              action={
                <Button look="primary" onPress={begin}>
                  New component…
                </Button>
              }
            >
              A component is a document of build, validate and test steps. Begin one from a template, a script
              or a component of Amazon; it appears here with everything that is wrong with it.
            </Empty>
          ) : (
            <Components
              shown={data.components.filter(
                (one) =>
                  (origin === "any" || one.origin === origin) &&
                  fits(filter, one.name, one.description, one.owner, one.version),
              )}
              filter={`${origin} ${filter}`}
              chosen={component ?? null}
            />
          )
        }
      </Answer>
      <NewComponentDialog />
    </Page>
  );
}

function Components(props: { shown: ComponentSummary[]; filter: string; chosen: string | null }) {
  const { shown, filter, chosen } = props;
  const navigate = useNavigate();
  const alone = useAlone();
  return (
    <MasterDetail
      name="components"
      label="Width of the component"
      initial={1000}
      min={480}
      listMin={310}
      alone={alone}
      list={(width) => (
        <DataGrid
          label="Components"
          columns={columns(width)}
          count={shown.length}
          rowAt={(index) => shown[index]}
          keyOf={(one) => one.reference}
          chosen={chosen}
          onChoose={(one) =>
            void navigate({ to: "/components/$component", params: { component: one.reference } })
          }
          resetOn={filter}
          testId={(one) => `component-${one.name}`}
          empty={<p className="dim">No component matches.</p>}
        />
      )}
      detail={
        chosen && (
          <ComponentDetail
            key={chosen}
            component={chosen}
            onClose={() => void navigate({ to: "/components" })}
          />
        )
      }
    />
  );
}

function Numbers({ all }: { all: ComponentSummary[] }) {
  const errors = all.filter((one) => one.problems.errors > 0).length;
  const unused = all.filter(
    (one) => one.origin === "workspace" && one.used_by.length + one.off_in.length === 0,
  ).length;
  return (
    <>
      <span>{all.filter((one) => one.origin === "workspace").length} in the workspace</span>
      <span>{all.filter((one) => one.origin !== "workspace").length} from AWS</span>
      {unused > 0 && <span>{unused} not used by any recipe</span>}
      {errors > 0 && <span>{errors} with errors</span>}
    </>
  );
}
