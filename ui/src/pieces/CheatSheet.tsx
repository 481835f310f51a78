import { actionOf, actions, keysOf, type ActionId } from "./actions";
import styles from "./cheat-sheet.module.css";

/** Every key there is, by group, from the table that also makes them work. */
export function CheatSheet() {
  const groups = new Map<string, ActionId[]>();
  for (const id of Object.keys(actions) as ActionId[]) {
    const { group, keys } = actionOf(id);
    if (keys) groups.set(group, [...(groups.get(group) ?? []), id]);
  }
  return (
    <div className={styles.sheet}>
      {[...groups].map(([group, ids]) => (
        <section key={group}>
          <h3>{group}</h3>
          <dl>
            {ids.map((id) => (
              <div key={id}>
                <dt>{actionOf(id).title}</dt>
                <dd>
                  <kbd>{keysOf(id)}</kbd>
                </dd>
              </div>
            ))}
          </dl>
        </section>
      ))}
    </div>
  );
}
