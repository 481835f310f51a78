import { useEffect, useState } from "react";

import { Button } from "@/parts/Button";
import { Dialog } from "@/parts/Dialog";
import { TextField } from "@/parts/Field";
import { newStore, useStore } from "@/parts/store";
import { askForPathsWith } from "@/platform";

interface Question {
  title: string;
  what: "folder" | "files" | "save";
  answer: (paths: string[]) => void;
}

const question = newStore<Question | null>(null);

const WORDS = {
  folder: { use: "Use this folder", example: "/home/me/images" },
  files: { use: "Use these files", example: "/home/me/findings.json" },
  save: { use: "Write this file", example: "/home/me/findings.csv" },
};

/** Asks for a path in words: a browser's own picker hides it, and the server is on this machine. */
export function PathDialog() {
  const asked = useStore(question);
  const [path, setPath] = useState("");
  useEffect(() => {
    askForPathsWith((title, what) => new Promise((answer) => question.set({ title, what, answer })));
  }, []);

  const close = (paths: string[]) => {
    asked?.answer(paths);
    question.set(null);
    setPath("");
  };
  const paths = path
    .split(asked?.what === "files" ? /[;\n]/ : "\n")
    .map((one) => one.trim())
    .filter((one) => one.length > 0);
  return (
    <Dialog
      open={asked !== null}
      onClose={() => close([])}
      title={asked?.title ?? ""}
      foot={
        <>
          <Button onPress={() => close([])}>Cancel</Button>
          <Button look="primary" isDisabled={paths.length === 0} onPress={() => close(paths)}>
            {asked === null ? "" : WORDS[asked.what].use}
          </Button>
        </>
      }
    >
      <TextField
        autoFocus
        mono
        label={asked?.what === "files" ? "Paths" : "Path"}
        value={path}
        onChange={setPath}
        placeholder={asked === null ? "" : WORDS[asked.what].example}
        note={
          asked?.what === "files"
            ? "On the machine that runs Ingot; more than one with ; between them."
            : "On the machine that runs Ingot."
        }
        onKeyDown={(event) => {
          if (event.key === "Enter" && paths.length > 0) close(paths);
        }}
      />
    </Dialog>
  );
}
