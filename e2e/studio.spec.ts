import AxeBuilder from "@axe-core/playwright";
import { expect, type Page, test } from "@playwright/test";

async function axe(page: Page): Promise<void> {
  const { violations } = await new AxeBuilder({ page }).analyze();
  expect(violations.map(({ id, nodes }) => `${id}: ${nodes[0].html}`)).toEqual([]);
}

test("a reload shows the same: view, settings, picture, language and theme; back goes to the view before", async ({
  page,
}) => {
  await page.goto("/?samples=20&backend=wasm");
  await expect(page.locator("#run")).toBeVisible();
  await page.getByRole("button", { name: "Coffee" }).click();
  await page.getByRole("tab", { name: "Saliency" }).click();
  await page.locator("#method").selectOption("occlusion");
  await page.getByRole("button", { name: "中文" }).click();
  await page.keyboard.press("d");
  await expect(page).toHaveURL(/view=saliency/);
  await expect(page).toHaveURL(/saliency=occlusion/);

  await page.reload();

  await expect(page.locator("#tab-saliency")).toHaveAttribute("aria-selected", "true");
  await expect(page.locator("#method")).toHaveValue("occlusion");
  await expect(page.locator("limelight-sources [aria-pressed=true]")).toHaveAttribute("title", "咖啡");
  await expect(page.locator("limelight-studio")).toHaveAttribute("data-theme", "dark");
  await axe(page);
  await page.goBack();
  await expect(page.locator("#tab-lime")).toHaveAttribute("aria-selected", "true");
});

test("what a stranger wrote into the address does no harm", async ({ page }) => {
  const errors: string[] = [];
  page.on("pageerror", (error) => errors.push(error.message));
  await page.goto(
    "/?samples=20&backend=wasm#view=maps&map-layer=<img src=x>&class=999&model=javascript:alert(1)",
  );

  await expect(page.getByRole("heading", { level: 1 })).toContainText(/filters of/);
  expect(errors).toEqual([]);
});

test("? lists the keys; Escape closes the list and focus is where it was", async ({ page }) => {
  await page.goto("/?samples=20&backend=wasm&view=maps");
  await expect(page.getByRole("heading", { level: 1 })).toContainText(/filters of/);
  await page.locator("#tab-maps").focus();

  await page.keyboard.press("?");
  await expect(page.getByRole("dialog", { name: "Keyboard" })).toBeVisible();
  await axe(page);
  await page.keyboard.press("Escape");

  await expect(page.getByRole("dialog")).toHaveCount(0);
  await expect(page.locator("#tab-maps")).toBeFocused();
});
