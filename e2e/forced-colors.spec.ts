import AxeBuilder from "@axe-core/playwright";
import { expect, type Locator, test } from "@playwright/test";

/** What is drawn of an element, in the person's colours. */
const look = (element: Locator) =>
  element.evaluate((node) => {
    const { color, backgroundColor, borderBottomColor, stroke, outlineStyle, outlineColor } =
      getComputedStyle(node);
    return { color, backgroundColor, borderBottomColor, stroke, outlineStyle, outlineColor };
  });

test("in the system's colours what is chosen, focused and drawn is seen", async ({ page }) => {
  await page.emulateMedia({ forcedColors: "active", colorScheme: "dark" });
  await page.goto("/?samples=20");
  await expect(page.locator("#run")).toBeVisible();
  await expect(page.getByRole("heading", { level: 1 })).toContainText("happy");
  const paper = (await look(page.locator("limelight-studio"))).backgroundColor;

  const run = await look(page.locator("#run"));
  expect(run.color).not.toBe(run.backgroundColor);
  const [chosen, other] = await Promise.all(
    ["lime", "model"].map((view) => look(page.locator(`#tab-${view}`))),
  );
  expect(chosen.borderBottomColor).not.toBe(paper);
  expect(other.borderBottomColor).toBe(paper);
  await page.locator("#tab-lime").focus();
  await page.keyboard.press("ArrowRight"); // a focus by keyboard is ringed
  const focused = await look(page.locator("#tab-saliency"));
  expect(focused.outlineStyle).toBe("solid");
  expect(focused.outlineColor).not.toBe(paper);

  await page.locator("#tab-curves").click();
  for (const line of await page.locator("limelight-curves path").all())
    expect((await look(line)).stroke).not.toBe(paper);
  await page.locator("#tab-model").click();
  const row = page.locator("limelight-model-summary tbody tr").nth(2);
  await row.getByRole("button").click();
  expect((await look(row)).outlineStyle).toBe("solid");
  expect((await new AxeBuilder({ page }).analyze()).violations).toEqual([]);
});
