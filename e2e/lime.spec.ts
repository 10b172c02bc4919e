import AxeBuilder from "@axe-core/playwright";
import { expect, test } from "@playwright/test";
import { mainThreadTasks } from "./main-thread.ts";

test("explains the bundled face by itself, in a worker, without blocking the page", async ({ page }) => {
  await page.goto("/?samples=100");
  await expect(page.getByRole("heading", { level: 1 })).toContainText(/superpixel/i);
  await expect(page.locator("#run")).toBeVisible();

  const tasks = await mainThreadTasks(page, async () => {
    await page.keyboard.press("r");
    await new Promise((resolve) => setTimeout(resolve, 6000));
  });

  await expect(page.locator("#run")).toBeVisible();
  await expect(page.locator("limelight-prediction").getByRole("button", { name: /happy/ })).toBeVisible();
  await expect(page.locator("limelight-run-bar [role=status]")).toContainText("100 samples in");
  expect(tasks.length).toBeGreaterThan(10);
  expect(tasks[0]).toBeLessThan(50);
  console.log(`longest task of the main thread: ${tasks[0].toFixed(0)} ms of processor time`);
});

test("runs on WebGPU in the worker where a software adapter is allowed, and can be cancelled", async ({
  page,
}) => {
  await page.goto("/?software&samples=400");
  await expect(page.locator(".chip")).toContainText("WebGPU");
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
  await expect(page.locator("limelight-run-bar [role=status]")).toContainText("100 samples in");
});

test("has nothing for axe to complain about", async ({ page }) => {
  await page.goto("/?samples=100");
  await expect(page.locator("#run")).toBeVisible();
  await expect(page.getByRole("heading", { level: 1 })).toContainText(/superpixel/i);
  await expect(page.locator("#run")).toBeVisible();
  const { violations } = await new AxeBuilder({ page }).analyze();
  expect(violations.map(({ id, nodes }) => `${id}: ${nodes[0].html}`)).toEqual([]);
});
