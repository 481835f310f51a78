import { Button as AriaButton } from "react-aria-components";

import { Button } from "@/parts/Button";
import { Icon } from "@/parts/icons";

import { chipsOf, EVERYTHING, type Filter } from "./filter";
import styles from "./scans.module.css";

export interface ChipsProps {
  filter: Filter;
  onChange: (filter: Filter) => void;
  /** Findings that the filter leaves. */
  shown: number | undefined;
  total: number;
}

/** How many findings are left, and by which conditions. */
export function Chips({ filter, onChange, shown, total }: ChipsProps) {
  const chips = chipsOf(filter);
  return (
    <div className={styles.chips}>
      <span className="figures" role="status" data-testid="finding-total">
        {shown === undefined
          ? "Counting"
          : chips.length === 0
            ? `${shown.toLocaleString("en")} findings`
            : `${shown.toLocaleString("en")} of ${total.toLocaleString("en")} findings`}
      </span>
      {chips.map(({ label, rest }) => (
        <AriaButton
          key={label}
          className={styles.chip ?? ""}
          aria-label={`Remove the filter ${label}`}
          onPress={() => onChange(rest)}
        >
          <span className="clip">{label}</span>
          <Icon name="close" size={12} />
        </AriaButton>
      ))}
      {chips.length > 1 && (
        <Button small look="quiet" onPress={() => onChange(EVERYTHING)}>
          Clear all
        </Button>
      )}
    </div>
  );
}
