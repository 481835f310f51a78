import { Button, IconButton } from "./Button";
import { useStore } from "./store";
import { dismiss, toasts } from "./toast";
import styles from "./toasts.module.css";

/** Where toasts appear; once in the page. */
export function Toasts() {
  const shown = useStore(toasts);
  return (
    <div className={styles.place} role="status" aria-live="polite">
      {shown.map((toast) => (
        <div key={toast.id} className={styles.toast} data-tone={toast.tone}>
          <span className="foreign">{toast.text}</span>
          <Button
            small
            onPress={() => {
              dismiss(toast.id);
              toast.action.act();
            }}
          >
            {toast.action.label}
          </Button>
          <IconButton small icon="close" label="Dismiss" onPress={() => dismiss(toast.id)} />
        </div>
      ))}
    </div>
  );
}
