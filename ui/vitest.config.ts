import { defineConfig, mergeConfig } from "vitest/config";

import base from "./vite.config.ts";

export default mergeConfig(
  base,
  defineConfig({
    test: {
      environment: "jsdom",
      include: ["src/**/*.test.{ts,tsx}", "tests/**/*.test.{ts,tsx}"],
      setupFiles: ["tests/setup.ts"],
      testTimeout: 30_000,
      css: { modules: { classNameStrategy: "non-scoped" } },
    },
  }),
);
