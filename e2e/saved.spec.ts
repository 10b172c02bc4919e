/** @file What is saved from the page opens again, and looks the same. */

import { spawnSync } from "node:child_process";
import { mkdtempSync, readFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
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

const root = join(import.meta.dirname, "..");
const faces = join(root, "examples/faces");

for (const [element, words] of [
  ["limelight-saliency", ["saliency", "--backend=wasm", "--class=happy"]],
  ["limelight-prediction", ["predict", "--backend=wasm"]],
  ["limelight-feature-maps", ["activations", "--backend=wasm"]],
  [
    "limelight-filters",
    ["ascent", "--backend=wasm", "--model", join(faces, "faces.h5"), "--filters=0,1", "--steps=2"],
  ],
  ["limelight-curves", ["curves", join(faces, "loss.npy"), join(faces, "val_loss.npy")]],
  [
    "limelight-confusion-matrix",
    [
      "confusion",
      "--backend=wasm",
      "--model",
      join(faces, "faces.h5"),
      "--data",
      join(faces, "held-out.zip"),
      "--limit=20",
    ],
  ],
] as const)
  test(`what the terminal's ${words[0]} wrote as JSON opens on the page`, async ({ page }) => {
    const json = join(mkdtempSync(join(tmpdir(), "limelight-")), "terminal.json");
    const terminal = [join(root, "build/limelight.mjs"), ...words, "--json", json];
    expect(spawnSync(process.execPath, terminal).status).toBe(0);
    await page.goto("/?backend=wasm&sample=off");

    await page.locator("input[type=file]").first().setInputFiles(json);

    await expect(page.locator(".saved")).toContainText("Saved result terminal.json");
    const shown = page.locator(`.saved ~ ${element}`);
    await expect(shown.locator("canvas, svg, [data-cell], .track").first()).toBeVisible();
    await expect(page.getByRole("alert")).toBeEmpty();
    const written = JSON.parse(readFileSync(json, "utf8"));
    if (element !== "limelight-saliency") return;
    const { map, picture } = await shown.evaluate((one: HTMLElementTagNameMap["limelight-saliency"]) => ({
      map: [...one.result!.attributions[3].map],
      picture: [...one.picture!.data],
    }));
    expect(map).toEqual(written.attributions[3].map);
    expect(Buffer.from(picture).toString("base64")).toBe(written.picture.data);
  });
