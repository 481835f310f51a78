import { useState } from "react";

import { Button } from "./Button";

export interface PassageProps {
  /** Somebody else's words. */
  text: string;
  /** Characters shown at first. */
  most: number;
}

/** Words of any length that wrap; a long one begins short and is shown whole when asked for. */
export function Passage({ text, most }: PassageProps) {
  const [whole, setWhole] = useState(false);
  if (text.length <= most || whole) return <span className="foreign">{text}</span>;
  return (
    <>
      <span className="foreign">{text.slice(0, most)}</span>…{" "}
      <Button look="link" onPress={() => setWhole(true)}>
        Show all
      </Button>
    </>
  );
}
