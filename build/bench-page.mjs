/** @file Builds the benchmark's page, serves it, and opens it in Chromium. Used by `npm run bench` and by its test. */

import { join } from "node:path";
import { build, preview } from "vite";

const root = join(import.meta.dirname, "..");
const configFile = join(root, "vite.bench.config.ts");

/** Builds and serves. @returns {Promise<{ url: string, close(): Promise<void> }>} */
export async function serveBench() {
  await build({ configFile, logLevel: "error" });
  const server = await preview({ configFile, preview: { port: 4300, host: "localhost" } }); // or the next free one
  return { url: server.resolvedUrls?.local[0] ?? "", close: () => server.close() };
}

/**
 * Opens the page, and waits until it has an adapter.
 *
 * @param {import("playwright").Page} page
 * @param {string} url
 */
export async function openBench(page, url) {
  page.setDefaultTimeout(0); // a suite takes as long as it takes
  /** @type {Promise<never>} */
  const failed = new Promise((_, reject) => page.once("pageerror", reject));
  await page.goto(url);
  await Promise.race([page.waitForFunction(() => "bench" in window, undefined, { timeout: 60_000 }), failed]);
}
