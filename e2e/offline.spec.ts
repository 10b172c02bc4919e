/** @file The page without a network, and a newer version of it. */

import { cpSync, mkdtempSync, readFileSync, renameSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import AxeBuilder from "@axe-core/playwright";
import { expect, type Page, test } from "@playwright/test";
import { serve } from "./servers.ts";

test.use({ serviceWorkers: "allow" });

const built = join(import.meta.dirname, "../dist/site");
const isKept = (page: Page) =>
  page.evaluate(async () => (await navigator.serviceWorker.ready).active !== null);
const caches = (page: Page) => page.evaluate(() => window.caches.keys());
const entryOf = (page: Page) => page.locator("script[type=module]").getAttribute("src");

test("once loaded, the page opens and explains without a network", async ({ page, context }) => {
  await page.goto("/?samples=60&backend=wasm");
  await expect(page.locator("limelight-run-bar [role=status]")).toContainText("60 samples in");
  expect(await isKept(page)).toBe(true);
  await context.setOffline(true);

  const answer = await page.reload();

  expect(answer?.fromServiceWorker()).toBe(true);
  await expect(page.locator("limelight-run-bar [role=status]")).toContainText("60 samples in");
  await page.getByRole("tab", { name: "Saliency" }).click();
  await expect(page.getByRole("heading", { level: 1 })).toContainText("of what moves");
  await page.getByText("Real faces").click(); // a model that was not opened before
  await expect(page.getByRole("heading", { level: 1 })).toContainText("of what moves");
  await expect(page.getByRole("alert")).toBeEmpty();
});

test("it answers for nothing but the page's own files", async ({ page }) => {
  const other = await serve({});
  await page.goto("/?samples=20&backend=wasm");
  await isKept(page);
  await page.reload(); // now it is asked
  const askedFor = async (url: string) => {
    const [response] = await Promise.all([
      page.waitForResponse((one) => one.url() === new URL(url, page.url()).href),
      page.evaluate((address) => void fetch(address), url),
    ]);
    return response.fromServiceWorker();
  };

  expect(await askedFor("sample/cat-of-mine.png")).toBe(false);
  expect(await askedFor("service-worker.js")).toBe(false);
  expect(await askedFor(`${other.origin}/package.json`)).toBe(false);
  expect(await askedFor("sample/coffee.png")).toBe(true);
  await other.close();
});

test("it can be removed", async ({ page }) => {
  await page.goto("/?samples=20&backend=wasm");
  await isKept(page);
  expect(await caches(page)).toHaveLength(1);

  await page.goto("/?samples=20&backend=wasm&offline=off");

  await expect.poll(() => caches(page)).toEqual([]);
  await expect
    .poll(() => page.evaluate(async () => (await navigator.serviceWorker.getRegistrations()).length))
    .toBe(0);
});

test("a newer version is offered in one line; the old one is removed", async ({ page }) => {
  const newer = mkdtempSync(join(tmpdir(), "limelight-"));
  cpSync(built, newer, { recursive: true });
  let folder = built;
  const server = await serve({ folder: () => folder });
  await page.goto(`${server.origin}/?samples=20&backend=wasm`);
  await isKept(page);
  await page.reload(); // now the page is the service worker's
  const [entry] = /index-[\w-]+\.js/.exec((await entryOf(page))!)!;
  writeNewer(newer, entry);

  folder = newer;
  await page.evaluate(async () => (await navigator.serviceWorker.getRegistration())?.update());

  await expect(page.locator(".new-version")).toContainText("A new version of this page is ready.");
  expect((await new AxeBuilder({ page }).analyze()).violations.map(({ id }) => id)).toEqual([]);
  const before = await caches(page);
  expect(before).toHaveLength(2);
  await page.getByRole("button", { name: "Show it" }).click();
  await expect.poll(() => entryOf(page)).toBe("./assets/index-newer.js");
  await expect.poll(() => caches(page)).toEqual(before.slice(1));
  await expect(page.locator(".new-version")).toHaveCount(0);
  await server.close();
  rmSync(newer, { recursive: true });
});

/** Makes of a copy of the page a version with another script. */
function writeNewer(folder: string, entry: string): void {
  renameSync(join(folder, "assets", entry), join(folder, "assets/index-newer.js"));
  for (const name of ["index.html", "service-worker.js"]) {
    const text = readFileSync(join(folder, name), "utf8").replaceAll(entry, "index-newer.js");
    writeFileSync(join(folder, name), text.replace(/VERSION="\w+"/, 'VERSION="newer"'));
  }
}
