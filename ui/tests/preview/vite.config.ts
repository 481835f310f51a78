import { fileURLToPath } from "node:url";

import { defineConfig, mergeConfig } from "vite";

import base from "../../vite.config.ts";

export default mergeConfig(
  base,
  defineConfig({
    root: fileURLToPath(new URL(".", import.meta.url)),
    cacheDir: fileURLToPath(new URL("../../node_modules/.vite-preview", import.meta.url)),
    server: { port: 5174, fs: { allow: [fileURLToPath(new URL("../..", import.meta.url))] } },
  }),
);
