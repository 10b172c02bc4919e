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

test("climbs to what filters want to see; cancelled half-way, what was found stays", async ({ page }) => {
  await open(page, "Filters");
  await page.locator("#run").click();
  await expect(page.getByText(/\d+ of 40 steps/).first()).toBeVisible();
  await page.locator("#cancel").click();

  await expect(page.locator("#run")).toBeVisible();
  await expect(page.locator(".trust")).toContainText(/^Stopped after \d+ of 40 steps/);
  await expect(page.locator("limelight-filters").getByRole("option")).toHaveCount(32); // the first of them
  await expect(page.locator("limelight-filters .one dd")).toHaveText(/\d/);
  expect((await new AxeBuilder({ page }).analyze()).violations).toEqual([]);
});

test("shows what filters answer to the picture", async ({ page }) => {
  await open(page, "Feature maps");

  await expect(page.getByRole("heading", { level: 1 })).toContainText("conv2d_4");
  expect((await new AxeBuilder({ page }).analyze()).violations).toEqual([]);
});

test("KernelSHAP says when there are too few samples, and loses nothing", async ({ page }) => {
  await open(page, "LIME");
  await expect(page.locator("limelight-run-bar [role=status]")).toContainText("LIME 20 samples in");
  await page.locator("#method").selectOption("kernel-shap");
  await page.locator("#run").click();
  await expect(page.getByRole("alert")).toContainText(/or more for KernelSHAP on \d+ superpixels/);
  await expect(page.getByRole("heading", { level: 1 })).toContainText("happy");

  await page.locator("#segmentation").selectOption("grid");
  await page.locator("[name=rows]").fill("2");
  await page.locator("[name=columns]").fill("2");
  await page.locator("#run").click();

  await expect(page.locator("limelight-run-bar [role=status]")).toContainText(/KernelSHAP \d+ samples in/);
  await expect(page.getByRole("alert")).toBeEmpty();
});

for (const [tab, shown] of [
  ["Saliency", "limelight-saliency dd"],
  ["Filters", "limelight-filters [role=option]"],
  ["Feature maps", "limelight-feature-maps [role=option]"],
])
  test(`a wrong file is said, and loses nothing: ${tab}`, async ({ page }) => {
    await open(page, tab);
    if (tab === "Filters") {
      await page.locator("#run").click();
      await expect(page.locator(shown).first()).toBeVisible();
      await page.locator("#cancel").click();
    }
    await expect(page.locator(shown).first()).toBeVisible();
    const before = [await page.locator("h1").innerText(), await page.locator(shown).count()];

    await drop(page, "notes.h5", "<!doctype html><p>404");
    await expect(page.getByRole("alert")).toContainText("'notes.h5' is a web page, not a model");
    await drop(page, "face.png", "no picture");
    await expect(page.getByRole("alert")).toContainText("face.png cannot be read as a picture");

    await expect(page.getByRole("alert")).toContainText("The model in use is still faces.");
    expect([await page.locator("h1").innerText(), await page.locator(shown).count()]).toEqual(before);
  });

/** Drops a file of this text on the page, as a person does. */
async function drop(page: import("@playwright/test").Page, name: string, text: string) {
  await page.locator("main").evaluate(
    (main, [name, text]) => {
      const dataTransfer = new DataTransfer();
      dataTransfer.items.add(new File([text], name));
      main.dispatchEvent(
        new DragEvent("drop", { dataTransfer, bubbles: true, composed: true, cancelable: true }),
      );
    },
    [name, text],
  );
}
