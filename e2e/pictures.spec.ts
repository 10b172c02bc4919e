/** @file Pictures of the page, for people to look at: each view, wide and narrow, light and dark, in `test-results`. */

import { expect, test } from "@playwright/test";

const SIZES = [
  [1440, 900],
  [360, 800],
] as const;

for (const view of [
  "lime",
  "saliency",
  "compare",
  "filters",
  "maps",
  "model",
  "curves",
  "confusion",
  "means",
])
  test(`is never wider than its window: ${view}`, async ({ page }, info) => {
    await page.goto(`/?view=${view}&backend=wasm&samples=60`);
    await expect(page.getByRole("heading", { level: 1 })).not.toBeEmpty();
    if (view === "filters") {
      await page.locator("#run").click();
      await expect(page.locator("limelight-filters").getByRole("option").first()).toBeVisible();
      await page.locator("#cancel").click();
    }
    await expect(page.locator("#cancel")).toBeHidden();

    for (const [width, height] of SIZES)
      for (const colorScheme of ["light", "dark"] as const) {
        await page.setViewportSize({ width, height });
        await page.emulateMedia({ colorScheme });
        await page.screenshot({ path: info.outputPath(`${view}-${width}-${colorScheme}.png`) });
        expect(await page.evaluate(() => document.documentElement.scrollWidth)).toBe(width);
      }
  });
