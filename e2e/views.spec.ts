import AxeBuilder from "@axe-core/playwright";
import { expect, test } from "@playwright/test";

/** Opens the page in LIME's view, and goes on to another by its tab. */
async function open(page: import("@playwright/test").Page, tab: string) {
  page.on("pageerror", (error) => {
    throw error;
  });
  await page.goto("/?samples=20");
  await expect(page.locator("#run")).toBeVisible();
  await page.getByRole("tab", { name: tab }).click();
}

test("shows what moves the score, over the picture and as a mask", async ({ page }) => {
  await open(page, "Saliency");

  await expect(page.getByRole("heading", { level: 1 })).toContainText("happy");
  await expect(page.getByText("Strongest only")).toBeVisible();
  expect((await new AxeBuilder({ page }).analyze()).violations).toEqual([]);
});

test("climbs to what filters want to see, and can be cancelled", async ({ page }) => {
  await open(page, "Filters");
  await page.locator("#run").click();
  await expect(page.getByText(/\d+ of 40 steps/).first()).toBeVisible();
  await page.locator("#cancel").click();

  await expect(page.locator("#run")).toBeVisible();
  expect((await new AxeBuilder({ page }).analyze()).violations).toEqual([]);
});

test("shows what filters answer to the picture", async ({ page }) => {
  await open(page, "Feature maps");

  await expect(page.getByRole("heading", { level: 1 })).toContainText("conv2d_5");
  expect((await new AxeBuilder({ page }).analyze()).violations).toEqual([]);
});
