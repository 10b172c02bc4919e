import { expect, test } from "@playwright/test";

test("the page opens, has its files beside it, and says nothing is wrong", async ({ page }) => {
  const errors: string[] = [];
  page.on("pageerror", (error) => errors.push(error.message));
  page.on("response", (response) => {
    if (response.status() >= 400) errors.push(`${response.status()} ${response.url()}`);
  });

  await page.goto("/?samples=100");

  await expect(page).toHaveTitle(/Limelight/);
  await expect(page.locator("limelight-studio")).toBeVisible();
  expect(errors).toEqual([]);
});

for (const file of [
  ...["emotion.json", "emotion.bin", "emotion.LICENSE.txt", "astronaut-face.png"],
  ...["faces.h5", "held-out.zip", "drawn-happy.png"],
])
  test(`the sample's ${file} is served`, async ({ request }) => {
    const response = await request.get(`/sample/${file}`);

    expect(response.status()).toBe(200);
    expect((await response.body()).length).toBeGreaterThan(500);
    expect(response.headers()["content-type"]).not.toContain("text/html");
  });
