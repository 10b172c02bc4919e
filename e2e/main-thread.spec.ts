/** @file No run keeps the page's own thread busy for 50 ms. LIME's has its test in `lime.spec.ts`. */

import { expect, type Page, test } from "@playwright/test";
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
