import { defineConfig } from "vitest/config";

export default defineConfig({
  test: {
    include: ["window/**/*.test.ts", "browser/**/*.test.ts"],
    // One program, one display, two cores: the journeys run one after the other.
    fileParallelism: false,
    testTimeout: 120_000,
    hookTimeout: 60_000,
  },
});
