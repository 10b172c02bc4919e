/** @file The elements in pages of other people: from another origin, under a content security policy. */

import { expect, type Page, test } from "@playwright/test";
import { type FileServer, serve } from "./servers.ts";

let cdn: FileServer;
const pages: FileServer[] = [];

test.beforeAll(async () => {
  cdn = await serve({});
});

test.afterEach(async () => {
  await Promise.all(pages.splice(0).map((page) => page.close()));
});

test.afterAll(() => cdn.close());

/** As the README has it, for elements from `origin`. */
const policy = (origin: string, workers = `blob: ${origin}`) =>
  [
    "default-src 'none'",
    `script-src ${origin} 'wasm-unsafe-eval'`,
    `worker-src ${workers}`,
    `connect-src ${origin}`,
    "style-src 'unsafe-inline'",
    "img-src data: blob:",
  ].join("; ");

/** Opens an example on an origin of its own; what it has of `../dist/` comes from the other. */
async function open(page: Page, example: string, contentSecurityPolicy?: string): Promise<string[]> {
  const headers = contentSecurityPolicy ? { "content-security-policy": contentSecurityPolicy } : {};
  const server = await serve({
    headers,
    rewrite: (html) => html.replaceAll("../dist/", `${cdn.origin}/dist/`),
  });
  pages.push(server);
  const complaints: string[] = [];
  page.on("console", (message) => message.type() === "error" && complaints.push(message.text()));
  await page.goto(`${server.origin}/examples/${example}`);
  return complaints;
}

test("a plain page shows an explanation, from another origin and under the documented policy", async ({
  page,
}) => {
  const complaints = await open(page, "plain.html", policy(cdn.origin));

  await expect(page.locator("limelight-lime h1")).toContainText(/superpixel/i);
  await expect(page.locator("limelight-lime #run")).toBeVisible();
  expect(complaints).toEqual([]);
});

test("an article has several live figures, which share one engine", async ({ page }) => {
  const complaints = await open(page, "article.html");

  for (const name of ["lime", "saliency", "filters", "model-summary"]) {
    const figure = page.locator(`limelight-${name}`);
    await figure.scrollIntoViewIfNeeded();
    await expect(figure.locator("h1, h2, table").first()).toBeVisible();
    await expect(figure.locator("[role=alert]")).toHaveCount(0);
  }
  expect(page.workers()).toHaveLength(1);
  expect(complaints).toEqual([]);
});

test("an app in React, bundled by Vite, sets properties and hears events", async ({ page }) => {
  await page.goto(`${cdn.origin}/dist/examples/react/index.html?sample=${cdn.origin}/dist/site/sample/`);

  await expect(page.locator("#found")).toContainText(/With seed 7: superpixel \d+ matters most for \w+/);
  await page.getByRole("button", { name: "Another seed" }).click();
  await expect(page.locator("#found")).toContainText(/With seed 8: superpixel/);
  expect(page.workers()).toHaveLength(1);
});

test("a notebook shows an explanation in a frame of its own", async ({ page }) => {
  const complaints = await open(page, "notebook.html");

  const element = page.frameLocator("iframe").locator("limelight-lime");
  await expect(element.locator("h1")).toContainText(/superpixel/i);
  expect(complaints).toEqual([]);
});

test("says within six seconds that the worker is blocked", async ({ page }) => {
  const before = Date.now();
  await open(page, "plain.html", policy(cdn.origin, "'none'"));

  await expect(page.locator("limelight-lime [role=alert]")).toContainText("content security policy");
  expect(Date.now() - before).toBeLessThan(6000);
});

test("says within six seconds that the worker's script is not there", async ({ page }) => {
  await page.route("**/engine.worker.js", (route) => route.abort());
  const before = Date.now();
  await open(page, "plain.html", policy(cdn.origin));

  await expect(page.locator("limelight-lime [role=alert]")).toContainText("worker did not start");
  expect(Date.now() - before).toBeLessThan(6000);
});

test("names a part of the engine that is not there", async ({ page }) => {
  await page.route("**/tfjs-graph-*.js", (route) => route.abort());
  await open(page, "plain.html");

  await expect(page.locator("limelight-lime [role=alert]")).toContainText("reload the page");
});

test("twelve elements share one engine and one model; removed, they leave nothing behind", async ({
  page,
}) => {
  const asked: string[] = [];
  page.on("request", (request) => asked.push(new URL(request.url()).pathname));
  await open(page, "plain.html");
  await expect(page.locator("limelight-lime h1")).toContainText(/superpixel/i);

  await page.evaluate(() => {
    const first = document.querySelector("limelight-lime")!;
    first.setAttribute("samples", "20");
    for (let i = 1; i < 12; i++) {
      const more = first.cloneNode(true) as HTMLElement;
      more.setAttribute("loading", "eager");
      first.after(more);
    }
  });
  await expect(page.locator("limelight-lime h1")).toHaveCount(12);
  await expect(page.locator("limelight-lime #run")).toHaveCount(12);
  expect(page.workers()).toHaveLength(1);
  expect(asked.filter((path) => path.endsWith("emotion.json"))).toHaveLength(1);

  await page.evaluate(() => document.body.replaceChildren());
  await expect.poll(() => page.workers().length).toBe(0);
});
