/** @file No run, and no model that is opened, keeps the page's own thread busy for 50 ms. LIME's has its test in `lime.spec.ts`. */

import { mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { expect, type Page, test } from "@playwright/test";
import { NETS } from "../bench/nets/nets.ts";
import { tfjsFiles } from "../bench/nets/tfjs-files.ts";
import { mainThreadTasks } from "./main-thread.ts";

const runs: Readonly<Record<string, (page: Page) => Promise<unknown>>> = {
  Saliency: (page) => page.locator("#method").selectOption("smoothgrad"),
  Filters: async (page) => {
    await page.getByLabel("How many").fill("2"); // else there is no answer within the seconds that are watched
    await page.getByLabel("How many").blur();
  },
  "Feature maps": async () => undefined,
  Confusion: async (page) => {
    await page.getByRole("button", { name: "The demo's held-out faces" }).click();
    await expect(page.getByRole("heading", { level: 1 })).toContainText("210 pictures");
  },
  "Mean maps": async () => undefined, // of the same pictures
};

test("no run of any view keeps the page's thread busy", async ({ page }) => {
  await page.goto("/?samples=20&backend=wasm");
  await expect(page.locator("#run")).toBeVisible();
  const longest: Record<string, number> = {};
  for (const [tab, prepare] of Object.entries(runs)) {
    await page.getByRole("tab", { name: tab }).click();
    await expect(page.locator("#run")).toBeVisible();
    await prepare(page);
    await page.locator("main").click({ position: { x: 2, y: 2 } }); // keys are the page's again

    const tasks = await mainThreadTasks(page, async () => {
      await page.keyboard.press("r");
      await new Promise((resolve) => setTimeout(resolve, 3000));
    });

    longest[tab] = Math.round(tasks[0]);
    await page.keyboard.press("Escape");
    await expect(page.locator("limelight-run-bar [role=status]")).toContainText(/ in | of /); // something ran
    await expect(page.locator("#run")).toBeVisible();
  }

  console.log(`longest tasks of the main thread, ms of processor time: ${JSON.stringify(longest)}`);
  for (const tab of Object.keys(runs)) expect(longest[tab], tab).toBeLessThan(50);
});

test("opening a model of 14 MB and 1,000 classes does not, either", async ({ page }) => {
  const folder = mkdtempSync(join(tmpdir(), "limelight-")); // Playwright reads bytes it is given in the page's thread
  const files = tfjsFiles(NETS["mobilenet-v2"](false)).map(({ name, bytes }) => {
    writeFileSync(join(folder, name), bytes);
    return join(folder, name);
  });
  await page.goto("/?samples=8&backend=wasm");
  await expect(page.locator("#run")).toBeVisible();

  const tasks = await mainThreadTasks(page, async () => {
    await page.locator("input[type=file]").setInputFiles(files);
    await expect(page.locator("limelight-sources")).toContainText("224 × 224 × 3 → 1,000 classes");
    await expect(page.locator("limelight-run-bar [role=status]")).toContainText("8 samples in");
  });

  rmSync(folder, { recursive: true });
  console.log(`longest task of the main thread: ${tasks[0].toFixed(0)} ms of processor time`);
  expect(tasks[0]).toBeLessThan(50);
});
