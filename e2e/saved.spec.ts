/** @file What is saved from the page opens again, and looks the same. */

import { readFileSync } from "node:fs";
import { expect, type Page, test } from "@playwright/test";

/** The canvas that lies under the first element of a name, as a PNG. */
const drawn = (page: Page, element: string) =>
  page
    .locator(`${element} canvas[part=picture], ${element} canvas`)
    .first()
    .evaluate((canvas) => (canvas as HTMLCanvasElement).toDataURL());

async function save(page: Page, format: string): Promise<string> {
  const download = page.waitForEvent("download");
  await page.getByRole("button", { name: `Save ${format}`, exact: true }).first().click();
  return (await download).path();
}

for (const [view, element] of [
  ["LIME", "limelight-superpixels"],
  ["Saliency", "limelight-heat-map"],
] as const)
  test(`${view}: JSON opens to the same picture; PNG and NPZ begin as such files do`, async ({ page }) => {
    await page.goto("/?samples=40&backend=wasm");
    await expect(page.locator("#run")).toBeVisible();
    await page.getByRole("tab", { name: view }).click();
    await expect(page.locator("#run")).toBeVisible();
    const before = await drawn(page, element);
    const json = await save(page, "JSON");
    expect(readFileSync(await save(page, "PNG")).subarray(1, 4).toString()).toBe("PNG");
    expect(readFileSync(await save(page, "NPZ")).subarray(0, 2).toString()).toBe("PK");

    await page.goto("/?samples=40&backend=wasm&sample=off#");
    await page.locator("input[type=file]").first().setInputFiles({
      name: "saved.json",
      mimeType: "application/json",
      buffer: readFileSync(json),
    });

    await expect(page.getByText("saved.json")).toBeVisible();
    await expect(page.locator(element).first()).toBeVisible();
    await expect.poll(() => drawn(page, element)).toBe(before);
  });
