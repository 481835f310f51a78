import { useState } from "react";

import { Dialog } from "@/parts/Dialog";
import { useAction } from "@/pieces/actions";
import { CheatSheet } from "@/pieces/CheatSheet";

export function Shortcuts() {
  const [open, setOpen] = useState(false);
  useAction("shortcuts.show", () => setOpen(true));
  return (
    <Dialog open={open} onClose={() => setOpen(false)} title="Keyboard shortcuts" width={640}>
      <CheatSheet />
    </Dialog>
  );
}
