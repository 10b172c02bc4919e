import AxeBuilder from "@axe-core/playwright";
import { expect, test } from "@playwright/test";

test("explains the bundled face by itself, in a worker, without blocking the page", async ({ page }) => {
  await page.addInitScript(() => {
    const long: number[] = [];
    Object.assign(globalThis, { long });
    new PerformanceObserver((list) =>
      long.push(...list.getEntries().map(({ duration }) => duration)),
    ).observe({
      type: "longtask",
    });
  });
  await page.goto("/?samples=100");
  await expect(page.getByRole("heading", { level: 1 })).toContainText(/superpixel/i);
  await expect(page.locator("#run")).toBeVisible();
  await page.evaluate(() => void (globalThis as unknown as { long: number[] }).long.splice(0)); // loading is over

  await page.locator("#run").click();
  await expect(page.locator("#run")).toBeVisible();

  await expect(page.getByRole("button", { name: /happy/ })).toBeVisible();
  await expect(page.getByRole("status")).toContainText("100 of 100");
  const long = await page.evaluate(() => (globalThis as unknown as { long: number[] }).long);
  // 50 ms is the goal; twice that here, where two cores draw, compute and drive the browser in software
  expect(long.filter((duration) => duration > 100)).toEqual([]);
});

test("runs on WebGPU in the worker where a software adapter is allowed, and can be cancelled", async ({
  page,
}) => {
  await page.goto("/?software&samples=400");
  await expect(page.locator(".chip")).toContainText("webgpu");
  await page.locator("#cancel").click();
  await expect(page.locator("#run")).toBeVisible();
});

test("says what is wrong with a file, and stays usable", async ({ page }) => {
  await page.goto("/?samples=100");
  await expect(page.locator("#run")).toBeVisible();
  const input = page.locator("input[type=file]");

  await input.setInputFiles({ name: "notes.h5", mimeType: "", buffer: Buffer.from("<!doctype html><p>404") });
  await expect(page.getByRole("alert")).toContainText("'notes.h5' is a web page, not a model");
  await input.setInputFiles({ name: "face.png", mimeType: "", buffer: Buffer.from("no picture") });
  await expect(page.getByRole("alert")).not.toBeEmpty();

  await page.locator("#run").click();
  await expect(page.getByRole("status")).toContainText("100 of 100");
});

test("has nothing for axe to complain about", async ({ page }) => {
  await page.goto("/?samples=100");
  await expect(page.locator("#run")).toBeVisible();
  await expect(page.getByRole("heading", { level: 1 })).toContainText(/superpixel/i);
  await expect(page.locator("#run")).toBeVisible();
  const { violations } = await new AxeBuilder({ page }).analyze();
  expect(violations.map(({ id, nodes }) => `${id}: ${nodes[0].html}`)).toEqual([]);
});
