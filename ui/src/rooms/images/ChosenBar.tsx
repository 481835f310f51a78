import { Button, IconButton } from "@/parts/Button";
import { Menu, type MenuGroup } from "@/parts/Menu";
import { keysOf } from "@/pieces/actions";

import styles from "./strata.module.css";
import { severalLayers } from "./layers";

export interface ChosenBarProps {
  count: number;
  anyOn: boolean;
  onMove: (by: -1 | 1) => void;
  onToggle: () => void;
  onRemove: () => void;
  pins: MenuGroup[];
  onClear: () => void;
}

/** What can be done with several layers at once. */
export function ChosenBar(props: ChosenBarProps) {
  return (
    <div className={styles.chosen} role="toolbar" aria-label={`${severalLayers(props.count)} chosen`}>
      <span className={styles.howMany}>{severalLayers(props.count)}</span>
      <IconButton
        small
        icon="up"
        label="Move up"
        keys={keysOf("image.move_up")}
        onPress={() => props.onMove(-1)}
      />
      <IconButton
        small
        icon="down"
        label="Move down"
        keys={keysOf("image.move_down")}
        onPress={() => props.onMove(1)}
      />
      <Button small onPress={props.onToggle}>
        {props.anyOn ? "Turn off" : "Turn on"}
      </Button>
      <Menu label="Versions of the layers" groups={props.pins}>
        <Button small>Version…</Button>
      </Menu>
      <Button small look="danger" onPress={props.onRemove}>
        Remove
      </Button>
      <IconButton small icon="close" label="Choose only one" keys="Esc" onPress={props.onClear} />
    </div>
  );
}
