import { playwright } from "@vitest/browser-playwright";
import { defineConfig } from "vitest/config";
import { launchOptions } from "./build/chromium.mjs";
import { useSoftwareVulkan } from "./build/dawn.mjs";
import { wgsl } from "./build/wgsl.ts";

useSoftwareVulkan();

const inBrowser = ["src/ui/**/*.test.ts", "src/**/*.browser.test.ts"];

export default defineConfig({
  test: {
    projects: [
      {
        plugins: [wgsl()],
        test: {
          name: "node",
          environment: "node",
          include: ["src/**/*.test.ts", "test/**/*.test.ts", "examples/**/*.test.ts"],
          exclude: inBrowser,
          pool: "forks",
          isolate: false,
          maxWorkers: 1,
          testTimeout: 120_000,
        },
      },
      {
        plugins: [wgsl()],
        worker: { format: "es", plugins: () => [wgsl()] },
        // found before the run: a dependency discovered in its middle would reload the page
        optimizeDeps: {
          include: ["lit", "lit/directives/*.js", "comlink", "d3-scale-chromatic", "axe-core"],
        },
        test: {
          name: "browser",
          include: inBrowser,
          testTimeout: 60_000,
          expect: { poll: { timeout: 10_000 } },
          fileParallelism: false, // of several pages only one is seen, and elements begin when they are
          browser: {
            enabled: true,
            headless: true,
            screenshotFailures: false,
            provider: playwright({ launchOptions: launchOptions() }),
            instances: [{ browser: "chromium" }],
          },
        },
      },
    ],
  },
});
