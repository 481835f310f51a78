// Whoever drills down with the keyboard goes on with it in the table that follows.

let arriving = false;

/** The next table of findings takes the focus. */
export function arrive(): void {
  arriving = true;
}

/** Whether the focus is to be taken; once. */
export function takeArrival(): boolean {
  const was = arriving;
  arriving = false;
  return was;
}
