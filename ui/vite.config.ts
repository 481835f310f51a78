import { fileURLToPath } from "node:url";

import { transformAsync } from "@babel/core";
import react from "@vitejs/plugin-react";
import { defineConfig, type Plugin } from "vite";

/**
 * The React Compiler through Babel. `@rolldown/plugin-babel` wants Node 22; this is all of it that is needed here.
 */
export function reactCompiler(): Plugin {
  return {
    name: "react-compiler",
    enforce: "pre",
    transform: {
      filter: { id: { include: /\/(src|tests)\/[^?]*\.tsx?$/, exclude: /\/node_modules\// } },
      async handler(code, id) {
        const result = await transformAsync(code, {
          filename: id,
          babelrc: false,
          configFile: false,
          sourceMaps: true,
          parserOpts: { plugins: ["typescript", "jsx"] },
          plugins: [["babel-plugin-react-compiler", {}]],
        });
        return result?.code ? { code: result.code, map: result.map ?? null } : null;
      },
    },
  };
}

const here = fileURLToPath(new URL(".", import.meta.url));

export default defineConfig({
  plugins: [reactCompiler(), react()],
  resolve: { alias: { "@": `${here}src`, "@tests": `${here}tests` } },
  server: { host: "127.0.0.1", port: 5173, strictPort: true },
  build: {
    target: "safari18",
    // The content security policy allows fonts from the program only, not from `data:`.
    assetsInlineLimit: 0,
    // A polyfill for module preload would be an inline script in some hosts.
    modulePreload: { polyfill: false },
    chunkSizeWarningLimit: 900,
  },
});
