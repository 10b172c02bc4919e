/** @file End to end: a person with a browser, and the page as it is built. Needs `npm run build` first. */

import { defineConfig, devices } from "@playwright/test";
import { launchOptions } from "./build/chromium.mjs";

// a port of its own, so that no server left running is tested by mistake; workers inherit it
process.env.E2E_PORT ??= String(20000 + (process.pid % 20000));
const port = Number(process.env.E2E_PORT);

export default defineConfig({
  testDir: "e2e",
  workers: 1,
  timeout: 180_000,
  expect: { timeout: 60_000 },
  forbidOnly: Boolean(process.env.CI),
  reporter: [["list"]],
  outputDir: "test-results",
  use: {
    ...devices["Desktop Chrome"],
    baseURL: `http://localhost:${port}`,
    launchOptions: launchOptions(),
    serviceWorkers: "block", // but where it is tested
    trace: "retain-on-failure",
  },
  webServer: {
    command: `npx vite preview --port ${port} --strictPort`,
    url: `http://localhost:${port}`,
    reuseExistingServer: false,
  },
});
