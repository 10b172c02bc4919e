import { expect, test } from "@playwright/test";
import { launchOptions } from "../build/chromium.mjs";

const usual = launchOptions();

test.use({
  launchOptions: {
    ...usual,
    args: [...usual.args, "--use-fake-device-for-media-stream", "--use-fake-ui-for-media-stream"],
  },
});

test("the webcam gives one picture, and is off again", async ({ page }) => {
  await page.addInitScript(() => {
    const { mediaDevices } = navigator;
    const ask = mediaDevices.getUserMedia.bind(mediaDevices);
    mediaDevices.getUserMedia = async (constraints) => {
      const stream = await ask(constraints);
      Object.assign(window, { cameras: stream.getTracks() });
      return stream;
    };
  });
  await page.goto("/?samples=20&backend=wasm&view=maps");
  await expect(page.getByRole("heading", { level: 1 })).toContainText(/filters of/);
  expect(await page.evaluate(() => "cameras" in window)).toBe(false); // never by itself

  await page.getByRole("button", { name: "Webcam" }).click();

  await expect(page.locator("limelight-sources [aria-pressed=true]")).toHaveAttribute("title", "webcam.png");
  const states = await page.evaluate(() =>
    (window as unknown as { cameras: MediaStreamTrack[] }).cameras.map(({ readyState }) => readyState),
  );
  expect(states).toEqual(["ended"]);
});

test("a refused webcam, and an address that cannot be fetched, are said", async ({ page }) => {
  await page.addInitScript(() => {
    navigator.mediaDevices.getUserMedia = () => Promise.reject(new DOMException("", "NotAllowedError"));
  });
  await page.route("https://pictures.example/**", (route) => route.abort());
  await page.goto("/?samples=20&backend=wasm&view=maps");
  await expect(page.getByRole("heading", { level: 1 })).toContainText(/filters of/);

  await page.getByRole("button", { name: "Webcam" }).click();
  await expect(page.getByRole("alert")).toContainText("the webcam was refused");
  await page.getByRole("button", { name: "From a link" }).click();
  await page.getByLabel("Address of a picture or a model").fill("https://pictures.example/a.png");
  await page.getByRole("button", { name: "Open", exact: true }).click();

  await expect(page.getByRole("alert")).toContainText("CORS");
});
