import { Button } from "react-aria-components";

import { Menu } from "@/parts/Menu";
import { SeverityMark } from "@/pieces/Mark";
import { useForm } from "@/pieces/form/form";
import { problemsWithin } from "@/pieces/form/path";

import { countsOf, type Column } from "./matrix";
import styles from "./matrix.module.css";

export interface RegionHeadProps {
  column: Column;
  /** How many Regions there are. */
  count: number;
  chosen: boolean;
  /** Accounts that are listed now, after the filter. */
  listed: number;
  onOpen: () => void;
  /** Ticks or clears launching for all that are listed. */
  onAll: (on: boolean) => void;
}

/** The head of a Region's column: how many get the image there, and what can be done with the Region. */
export function RegionHead({ column, count, chosen, listed, onOpen, onAll }: RegionHeadProps) {
  const { view, set, move, busy } = useForm();
  const { launch, copy } = countsOf(column);
  const { at, region } = column;
  const path = ["distributions", String(at)];
  const worst = problemsWithin(view.problems, path)
    .map((one) => one.diagnostic.severity)
    .toSorted((a, b) => "error,warning,info".indexOf(a) - "error,warning,info".indexOf(b))[0];
  const words = `${launch} may launch it, ${copy} ${copy === 1 ? "copy" : "copies"}`;
  return (
    <Menu
      label={`Region ${region}`}
      groups={[
        {
          id: "Region",
          entries: [{ id: "open", label: "Name, key, tags, launch templates…", act: onOpen }],
        },
        {
          id: "Accounts",
          entries: [
            {
              id: "all",
              label: `Let all ${listed} that are listed launch it`,
              disabled: !column.ami || listed === 0,
              act: () => onAll(true),
            },
            {
              id: "none",
              label: `Let none of the ${listed} that are listed launch it`,
              disabled: !column.ami || listed === 0,
              act: () => onAll(false),
            },
          ],
        },
        {
          id: "Order",
          entries: [
            {
              id: "left",
              label: "Move to the left",
              disabled: at === 0 || busy,
              act: () => move(["distributions"], at, at - 1),
            },
            {
              id: "right",
              label: "Move to the right",
              disabled: at === count - 1 || busy,
              act: () => move(["distributions"], at, at + 1),
            },
            {
              id: "remove",
              label: "Remove the Region",
              danger: true,
              disabled: count === 1,
              note: count === 1 ? "AWS wants one" : undefined,
              act: () => set(path, null),
            },
          ],
        },
      ]}
    >
      <Button className={styles.regionButton ?? ""} data-chosen={chosen} aria-label={`${region}: ${words}`}>
        <span className={styles.regionName} title={region}>
          {worst && <SeverityMark severity={worst} />}
          <span className="clip">{region === "" ? "no Region" : region}</span>
        </span>
        {column.ami ? (
          <span className={`figures ${styles.counts}`} title={words}>
            <span>{launch}</span>
            <span>{copy}</span>
          </span>
        ) : (
          <span className={styles.container}>container</span>
        )}
      </Button>
    </Menu>
  );
}
