/** @file What is saved from the page opens again, and looks the same. */

import { readFileSync } from "node:fs";
import { expect, type Locator, type Page, test } from "@playwright/test";

/** The button of the settings, or of an element. */
async function save(page: Page, format: string, within: Page | Locator = page): Promise<string> {
  const download = page.waitForEvent("download");
  await within
    .getByRole("button", { name: `Save ${format}`, exact: true })
    .first()
    .click();
  return (await download).path();
}

for (const [view, element] of [
  ["LIME", "limelight-lime"],
  ["Saliency", "limelight-saliency"],
] as const)
  test(`${view}: JSON opens to the same picture; PNG and NPZ begin as such files do`, async ({ page }) => {
    await page.goto("/?samples=40&backend=wasm");
    await expect(page.locator("#run")).toBeVisible();
    await page.getByRole("tab", { name: view }).click();
    await expect(page.locator("#run")).toBeVisible();
    const json = await save(page, "JSON");
    const picture = readFileSync(await save(page, "PNG"));
    expect(picture.subarray(1, 4).toString()).toBe("PNG");
    expect(
      readFileSync(await save(page, "NPZ"))
        .subarray(0, 2)
        .toString(),
    ).toBe("PK");

    await page.goto("/?samples=40&backend=wasm&sample=off#");
    await page
      .locator("input[type=file]")
      .first()
      .setInputFiles({
        name: "saved.json",
        mimeType: "application/json",
        buffer: readFileSync(json),
      });

    await expect(page.getByText("saved.json")).toBeVisible();
    const shown = page.locator(`.saved ~ ${element}`);
    await shown.locator("summary").filter({ hasText: "Save" }).click();
    expect(readFileSync(await save(page, "PNG", shown)).equals(picture)).toBe(true);
  });
