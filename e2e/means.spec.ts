/** @file What the network looks at over a data set: the demo's model on faces held out, stopped and gone on with. */

import { readFileSync } from "node:fs";
import AxeBuilder from "@axe-core/playwright";
import { expect, type Page, test } from "@playwright/test";

const title = (page: Page) => page.getByRole("heading", { level: 1 });
const trust = (page: Page) => page.locator(".trust");

test("explains a part of a data set, is cancelled, goes on, and opens a picked picture", async ({ page }) => {
  await page.goto("/?samples=20&view=means&backend=wasm");
  await expect(page.locator("limelight-sources")).toContainText("48 × 48 × 1");
  await page.getByRole("button", { name: "The demo's held-out faces" }).click();
  await expect(title(page)).toContainText("210 pictures");
  await page.getByRole("checkbox", { name: "angry" }).uncheck();
  await page.getByLabel("At most").fill("40");
  await page.getByLabel("At most").blur();
  await expect(page.locator("limelight-settings")).toContainText("40 of 210 pictures.");

  await page.locator("#run").click();
  await expect(trust(page)).toContainText("of 40 pictures so far");
  await page.locator("#cancel").click();
  await expect(trust(page)).toContainText(/Stopped after \d+ of 40 pictures/);
  const before = Number(/after (\d+)/.exec(await trust(page).innerText())![1]);
  expect(before).toBeGreaterThan(0);
  expect(before).toBeLessThan(40);
  const saving = page.waitForEvent("download");
  await page.getByRole("button", { name: "Save JSON" }).click();
  const file = await (await saving).path();
  await page.getByRole("button", { name: "Go on" }).click();
  await page.locator("#cancel").click();
  // what was saved goes on, too
  const saved = { name: "half.json", mimeType: "application/json", buffer: readFileSync(file) };
  await page.locator("input[type=file]").setInputFiles(saved);
  await page.locator(".saved").getByRole("button", { name: "Go on" }).click();
  await expect(trust(page)).toContainText("40 pictures, explained by Gradient");

  const means = page.locator("limelight-mean-maps");
  await expect(means.getByRole("option", { name: /^disgust, mean of 30$/ })).toHaveCount(1);
  await expect(trust(page)).toContainText("The first 40.");
  await expect(means.locator(".picks img")).toHaveCount(5);
  expect((await new AxeBuilder({ page }).analyze()).violations).toEqual([]);
  await page.getByRole("button", { name: "中文" }).click();
  await expect(means).toContainText("各類別的平均");
  expect((await new AxeBuilder({ page }).analyze()).violations).toEqual([]);
  await page.getByRole("button", { name: "English" }).click();

  await means.locator(".picks button").first().click();
  await expect(page.getByRole("tab", { name: "Saliency" })).toHaveAttribute("aria-selected", "true");
  await expect(title(page)).toContainText("of what moves");
  await expect(page.getByRole("alert")).toBeEmpty();
});
