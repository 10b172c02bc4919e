/** @file Pictures of the page, for people to look at: each view, wide and narrow, light and dark, in `test-results`. */

import { expect, test } from "@playwright/test";

const SIZES = [
  [1440, 900],
  [360, 800],
] as const;

/** Each view, and what is seen of it once there is something to see. */
const VIEWS = {
  lime: "limelight-weights",
  saliency: "limelight-saliency dd",
  compare: "limelight-compare canvas",
  filters: "limelight-run-bar",
  maps: "limelight-feature-maps [role=option]",
  model: "limelight-model-summary tbody button",
  curves: "limelight-curves path",
  confusion: "limelight-run-bar",
  means: "limelight-run-bar",
};

for (const [view, seen] of Object.entries(VIEWS))
  test(`is never wider than its window: ${view}`, async ({ page }, info) => {
    await page.emulateMedia({ reducedMotion: "reduce" });
    await page.goto(`/?view=${view}&backend=wasm&samples=60`);
    await expect(page.locator("limelight-sources")).toContainText("7 classes");
    await expect(page.locator(seen).first()).toBeVisible();
    if (view === "filters") {
      await page.locator("#run").click();
      await expect(page.locator("limelight-filters").getByRole("option").first()).toBeVisible();
      await page.locator("#cancel").click();
    }
    await expect(page.locator("#cancel")).toBeHidden();

    for (const [width, height] of SIZES)
      for (const colorScheme of ["light", "dark"] as const) {
        await page.setViewportSize({ width, height });
        await page.emulateMedia({ colorScheme, reducedMotion: "reduce" });
        await page.screenshot({ path: info.outputPath(`${view}-${width}-${colorScheme}.png`) });
        expect(await page.evaluate(() => document.documentElement.scrollWidth)).toBe(width);
      }
  });
