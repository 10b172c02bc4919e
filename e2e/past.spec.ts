import { expect, type Page, test } from "@playwright/test";

const ROW = "limelight-weights [role=option]";
const weights = (page: Page) => page.locator("limelight-weights").locator("[role=option]").allInnerTexts();

test("two runs with two seeds: the first is shown again as it was, and both are compared", async ({
  page,
}) => {
  await page.goto("/?samples=60&backend=wasm");
  await expect(page.locator(".past li")).toHaveCount(1);
  await expect(page.locator(ROW).first()).toBeVisible();
  const first = await weights(page);
  await page.locator("#seed").fill("7");
  await page.locator("#seed").blur();
  await page.locator("#run").click();
  await expect(page.locator(".past li")).toHaveCount(2);
  expect(await weights(page)).not.toEqual(first);

  await page.locator(".past .again").nth(1).click();

  await expect(page.locator("#seed")).toHaveValue("0");
  expect(await weights(page)).toEqual(first);
  expect(page.url()).not.toContain("data:");

  await page.locator(".past input").nth(0).check();
  await page.locator(".past input").nth(1).check();
  await page.getByRole("button", { name: "Compare two" }).click();

  await expect(page.locator(".saved")).toContainText("LIME, seed 0 · LIME, seed 7");
  await expect(page.locator("limelight-compare figcaption").first()).toContainText("R²");
  await expect(page.locator("limelight-compare tbody")).toContainText(/0\.\d\d/);
});
