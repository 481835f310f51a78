import { useEffect } from "react";

import { useRemembered } from "@/parts/remembered";

export type Theme = "system" | "light" | "dark";

function show(theme: Theme): void {
  if (theme === "system") delete document.documentElement.dataset["theme"];
  else document.documentElement.dataset["theme"] = theme;
}

/** Shows the remembered theme before anything is drawn. */
export function applyTheme(): void {
  try {
    const theme = JSON.parse(localStorage.getItem("ingot.theme") ?? '"system"') as unknown;
    if (theme === "light" || theme === "dark") show(theme);
  } catch {
    // The system's theme is right when nothing readable was remembered.
  }
}

export function useTheme(): [Theme, (theme: Theme) => void] {
  const [theme, setTheme] = useRemembered<Theme>("theme", "system");
  useEffect(() => show(theme), [theme]);
  return [theme, setTheme];
}
