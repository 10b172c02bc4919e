/** @file The demo: our model on drawn faces, what its training left, the faces held out; and the model for photos. */

import AxeBuilder from "@axe-core/playwright";
import { expect, test } from "@playwright/test";

test("opens with the drawn faces, and goes over to real ones and back", async ({ page }) => {
  await page.goto("/?samples=20");
  await expect(page.locator("#run")).toBeVisible();
  const sources = page.locator("limelight-sources");
  await expect(sources).toContainText("48 × 48 × 1 → 7 classes");
  await expect(page.getByRole("button", { name: "Happy", exact: true })).toHaveAttribute(
    "aria-pressed",
    "true",
  );

  await sources.getByText("Real faces").click();

  await expect(sources).toContainText("64 × 64 × 1 → 7 classes");
  await expect(sources).toContainText("FER-2013");
  await expect(page.getByRole("button", { name: "Face", exact: true })).toHaveAttribute(
    "aria-pressed",
    "true",
  );
  await expect(page.getByRole("heading", { level: 1 })).toContainText("happy");
  await sources.getByText("Drawn faces").click();
  await expect(sources).toContainText("48 × 48 × 1 → 7 classes");
});

test("shows how its training went", async ({ page }) => {
  await page.goto("/?samples=20");
  await expect(page.locator("#run")).toBeVisible();
  await page.getByRole("tab", { name: "Training" }).click();

  await expect(page.getByRole("heading", { level: 1 })).toContainText(/Validation loss is best at epoch \d/);
  await expect(page.locator("limelight-curves .chart")).toHaveCount(2); // loss and accuracy
});

test("offers the faces it was not trained on, and reads at least nine in ten of them right", async ({
  page,
}) => {
  await page.goto("/?samples=20&view=confusion");
  await expect(page.locator("limelight-sources")).toContainText("48 × 48 × 1");
  await page.getByRole("button", { name: "The demo's held-out faces" }).click();
  await expect(page.getByRole("heading", { level: 1 })).toContainText("210");
  await page.locator("#run").click();

  await expect(page.getByRole("heading", { level: 1 })).toContainText(/^(189|19\d|20\d|210) of 210/, {
    timeout: 60_000,
  });
  await expect(page.getByRole("alert")).toBeEmpty();
  expect((await new AxeBuilder({ page }).analyze()).violations).toEqual([]);
});
