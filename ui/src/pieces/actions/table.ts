// Every action that has a name: the hotkeys, the cheat sheet and the command palette are made from this one table.

export interface Action {
  title: string;
  group:
    | "Go to"
    | "Workspace"
    | "Image"
    | "Component"
    | "Document"
    | "File"
    | "Run"
    | "Scan"
    | "AWS"
    | "View";
  /** As pressed, `Mod` being Ctrl (or Command on a Mac): `Mod+Shift+Z`. */
  keys?: string;
  /** Works while typing in a field, too. */
  everywhere?: boolean;
  /** Not offered in the palette. */
  hidden?: boolean;
}

export const actions = {
  "palette.open": { title: "Go to, or do…", group: "View", keys: "Mod+K", everywhere: true, hidden: true },
  "go.images": { title: "Images", group: "Go to", keys: "Mod+1", everywhere: true },
  "go.components": { title: "Components", group: "Go to", keys: "Mod+2", everywhere: true },
  "go.pipelines": { title: "Pipelines", group: "Go to", keys: "Mod+3", everywhere: true },
  "go.runs": { title: "Runs", group: "Go to", keys: "Mod+4", everywhere: true },
  "go.scans": { title: "Scans", group: "Go to", keys: "Mod+5", everywhere: true },
  "go.targets": { title: "Targets", group: "Go to", keys: "Mod+6", everywhere: true },
  "go.sharing": { title: "Sharing", group: "Go to", keys: "Mod+7", everywhere: true },
  "go.settings": { title: "Settings", group: "Go to", keys: "Mod+,", everywhere: true },
  "workspace.open": {
    title: "Open a workspace folder…",
    group: "Workspace",
    keys: "Mod+O",
    everywhere: true,
  },
  "workspace.sample": { title: "Create the sample workspace", group: "Workspace" },
  "infrastructure.new": { title: "New infrastructure configuration…", group: "Workspace" },
  "distribution.new": { title: "New distribution configuration…", group: "Workspace" },
  "container.new": { title: "New container recipe…", group: "Workspace" },
  "resource.rename": { title: "Rename it…", group: "Workspace" },
  "resource.copy": { title: "Duplicate it…", group: "Workspace" },
  "resource.delete": { title: "Delete it…", group: "Workspace" },
  "problems.toggle": {
    title: "Show or hide the problems",
    group: "View",
    keys: "Mod+Shift+M",
    everywhere: true,
  },
  "rail.toggle": { title: "Show or hide the rail", group: "View", keys: "Mod+B", everywhere: true },
  "shortcuts.show": { title: "Keyboard shortcuts", group: "View", keys: "?" },
  "theme.system": { title: "Theme: as the system", group: "View" },
  "theme.light": { title: "Theme: light", group: "View" },
  "theme.dark": { title: "Theme: dark", group: "View" },
  "image.add_layer": { title: "Add a layer", group: "Image", keys: "/" },
  "image.move_up": { title: "Move the layer up", group: "Image", keys: "Alt+ArrowUp", hidden: true },
  "image.move_down": { title: "Move the layer down", group: "Image", keys: "Alt+ArrowDown", hidden: true },
  "image.remove_layer": { title: "Remove the layer", group: "Image", keys: "Delete", hidden: true },
  "image.choose_more": {
    title: "Choose several layers",
    group: "Image",
    keys: "Shift+ArrowUp",
    hidden: true,
  },
  "image.favourite": {
    title: "Make it a favourite",
    group: "Image",
    keys: "Mod+D",
    hidden: true,
  },
  "image.toggle_layer": { title: "Turn the layer off or on", group: "Image", keys: "E", hidden: true },
  "image.replace_layer": { title: "Replace the layer…", group: "Image", keys: "R", hidden: true },
  "image.pin_layer": { title: "Pin the layer, or let it follow", group: "Image", keys: "P", hidden: true },
  "image.fold": { title: "Fold or unfold the golden layers", group: "Image" },
  "image.new": { title: "New image…", group: "Image", keys: "Shift+N" },
  "image.overlay": { title: "New overlay on this…", group: "Image", keys: "O" },
  "image.inspector": { title: "Show or hide the inspector", group: "Image", keys: "Mod+I", everywhere: true },
  "image.compare": { title: "Compare with a commit, a version or another image", group: "Image" },
  "image.launch": { title: "Launch…", group: "Image", keys: "Mod+Enter", everywhere: true },
  "component.new": { title: "New component…", group: "Component", keys: "N" },
  "component.copy": { title: "Copy it into the workspace…", group: "Component" },
  "document.complete": {
    title: "What can stand here",
    group: "Document",
    keys: "Mod+Space",
    everywhere: true,
    hidden: true,
  },
  "document.help": {
    title: "Help for what is at the cursor",
    group: "Document",
    keys: "F1",
    everywhere: true,
  },
  "document.fix": { title: "Fix what is at the cursor…", group: "Document", keys: "Mod+.", everywhere: true },
  "document.definition": { title: "Go to the definition", group: "Document", keys: "F12", everywhere: true },
  "document.rename": { title: "Rename…", group: "Document", keys: "F2", everywhere: true },
  "document.format": {
    title: "Format the document",
    group: "Document",
    keys: "Shift+Alt+F",
    everywhere: true,
  },
  "document.problem": {
    title: "Next problem",
    group: "Document",
    keys: "F8",
    everywhere: true,
    hidden: true,
  },
  "document.outline": {
    title: "Go to the outline",
    group: "Document",
    keys: "Mod+Shift+O",
    everywhere: true,
  },
  "document.beside": {
    title: "Open another document beside it…",
    group: "Document",
    keys: "Mod+\\",
    everywhere: true,
  },
  "document.widen": {
    title: "Show or hide the list beside it",
    group: "Document",
    keys: "Mod+Shift+E",
    everywhere: true,
  },
  "file.save": { title: "Save", group: "File", keys: "Mod+S", everywhere: true },
  "file.undo": { title: "Undo", group: "File", keys: "Mod+Z" },
  "file.redo": { title: "Redo", group: "File", keys: "Mod+Shift+Z" },
  "file.discard": { title: "Discard unsaved edits…", group: "File" },
  "run.cancel": { title: "Cancel the run…", group: "Run" },
  "run.follow": { title: "Follow the run again", group: "Run" },
  "scan.import": { title: "Import scan reports…", group: "Scan" },
  "scan.fetch": { title: "Get findings from AWS…", group: "Scan" },
  "scan.all": { title: "All findings of all reports", group: "Scan" },
  "scan.query": { title: "Query the findings", group: "Scan", keys: "/" },
  "scan.decide": { title: "Decide about the finding…", group: "Scan", keys: "T" },
  "scan.columns": { title: "Columns of the findings…", group: "Scan" },
  "scan.save_view": { title: "Save this view of the findings…", group: "Scan" },
  "scan.export": { title: "Export the findings…", group: "Scan" },
  "scan.view.findings": { title: "Findings as a table", group: "Scan" },
  "scan.view.package": { title: "Findings by package", group: "Scan" },
  "scan.view.vulnerability": { title: "Findings by vulnerability", group: "Scan" },
  "scan.view.image": { title: "Findings by image", group: "Scan" },
  "scan.view.layer": { title: "Findings by layer", group: "Scan" },
  "scan.view.whose": { title: "Whose the findings are", group: "Scan" },
  "scan.view.compare": { title: "Compare two reports", group: "Scan" },
  "scan.view.trend": { title: "Trend over builds", group: "Scan" },
  "scan.view.decisions": { title: "Decisions about findings", group: "Scan" },
  "filter.focus": { title: "Filter this list", group: "View", keys: "Mod+F" },
  "aws.sync": { title: "Sync now", group: "AWS" },
  "aws.offline": { title: "Work offline", group: "AWS" },
  "aws.online": { title: "Go online", group: "AWS" },
} satisfies Record<string, Action>;

export type ActionId = keyof typeof actions;

/** The action as its declared shape; the table itself keeps the narrow types. */
export function actionOf(id: ActionId): Action {
  return actions[id];
}

const MAC = typeof navigator !== "undefined" && /Mac/.test(navigator.platform);

/** The keys as a person reads them: `Ctrl Shift Z`. */
export function keysOf(id: ActionId): string | undefined {
  return actionOf(id)
    .keys?.replace("Mod", MAC ? "⌘" : "Ctrl")
    .replace("ArrowUp", "↑")
    .replace("ArrowDown", "↓")
    .replaceAll("+", " ");
}

export interface Press {
  key: string;
  ctrlKey: boolean;
  metaKey: boolean;
  altKey: boolean;
  shiftKey: boolean;
}

/** The action of a key press, or `null`. Of several that share a key in different rooms, the first that is offered. */
export function pressed(
  event: Press,
  typing: boolean,
  isOffered: (id: ActionId) => boolean = () => true,
): ActionId | null {
  for (const id of Object.keys(actions) as ActionId[]) {
    const { keys, everywhere } = actionOf(id);
    if (!keys || (typing && !everywhere)) continue;
    const parts = keys.split("+");
    const key = parts.at(-1) ?? "";
    const mod = parts.includes("Mod");
    const letter = /^[A-Z]$/.test(key);
    if (mod !== (event.ctrlKey || event.metaKey)) continue;
    if (parts.includes("Alt") !== event.altKey) continue;
    // A sign such as `?` needs Shift on some keyboards and not on others.
    if ((letter || key.length > 1) && parts.includes("Shift") !== event.shiftKey) continue;
    if (key.toLowerCase() === event.key.toLowerCase() && isOffered(id)) return id;
  }
  return null;
}
