import type { ReactNode } from "react";
import { Tab, TabList, TabPanel, Tabs as AriaTabs } from "react-aria-components";

import styles from "./tabs.module.css";

export interface TabItem<K extends string> {
  key: K;
  label: ReactNode;
  content: ReactNode;
}

/** Views of one thing; only the chosen one is mounted. */
export function Tabs<K extends string>(props: {
  label: string;
  value: K;
  onChange: (key: K) => void;
  items: TabItem<K>[];
}) {
  return (
    <AriaTabs
      className={styles.tabs ?? ""}
      selectedKey={props.value}
      onSelectionChange={(key) => props.onChange(String(key) as K)}
      keyboardActivation="manual"
    >
      <TabList aria-label={props.label} className={styles.list ?? ""}>
        {props.items.map((item) => (
          <Tab key={item.key} id={item.key} className={styles.tab ?? ""}>
            {item.label}
          </Tab>
        ))}
      </TabList>
      {props.items.map((item) => (
        <TabPanel key={item.key} id={item.key} className={styles.panel ?? ""}>
          {item.content}
        </TabPanel>
      ))}
    </AriaTabs>
  );
}
