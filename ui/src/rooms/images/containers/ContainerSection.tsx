import { Link } from "@tanstack/react-router";

import { useAsk } from "@/contract";
import { Button } from "@/parts/Button";
import { ProblemMark } from "@/pieces/Mark";
import { openCreate } from "@/pieces/resource/open";

import styles from "./containers.module.css";

/** The container recipes of the workspace, below its images. */
export function ContainerSection() {
  const all = useAsk("resource.list", {}).data?.resources;
  if (!all) return null;
  const recipes = all.filter((one) => one.kind === "ContainerRecipe");
  return (
    <section className={styles.section} aria-labelledby="container-recipes">
      <div className={styles.heading}>
        <h2 id="container-recipes">Container recipes</h2>
        <Button small onPress={() => openCreate("ContainerRecipe")}>
          New…
        </Button>
      </div>
      {recipes.length === 0 ? (
        <p className="dim">
          None. A container recipe runs the same components, and its result goes to ECR instead of an AMI.
        </p>
      ) : (
        <table className={styles.table}>
          <thead>
            <tr>
              <th>Name</th>
              <th>Version</th>
              <th>Description</th>
              <th>Problems</th>
            </tr>
          </thead>
          <tbody>
            {recipes.map((one) => (
              <tr key={one.name}>
                <td>
                  <Link
                    to="/images/container/$container"
                    params={{ container: one.name }}
                    className={`foreign ${styles.name}`}
                  >
                    {one.name}
                  </Link>{" "}
                  {one.unsaved && <span className="dim small">not saved</span>}
                </td>
                <td className="mono">{one.version}</td>
                <td className="dim foreign">{one.description}</td>
                <td>
                  <ProblemMark problems={{ errors: one.errors, warnings: one.warnings }} />
                </td>
              </tr>
            ))}
          </tbody>
        </table>
      )}
    </section>
  );
}
